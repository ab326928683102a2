"""The report of a build, for people and programs."""

from generator.output.report.account import Doubt, Merge, Report, TopicChange, account_for, explain_losses
from generator.output.report.markdown import report_as_markdown

__all__ = ["Doubt", "Merge", "Report", "TopicChange", "account_for", "explain_losses", "report_as_markdown"]
