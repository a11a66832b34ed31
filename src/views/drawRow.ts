import * as vscode from 'vscode';
import type { HistoryRow, Row } from '../app/row.ts';

/** `id` says which row it is, so that it stays open and selected when it is fetched again. */
export async function drawRow(row: Row | HistoryRow, id: string): Promise<vscode.TreeItem> {
  // The build turns this into a `require` of dist/rows.js.
  const { describeRow } = await import('./rows/describeRow.ts');
  const drawn = describeRow(row, new Date());
  const item = new vscode.TreeItem(drawn.label, states[drawn.below ?? 'none']);
  item.id = id;
  item.contextValue = row.kind;
  const { description, tooltip, icon, color, command, file, spoken } = drawn;
  if (description !== undefined) item.description = description;
  if (tooltip !== undefined) item.tooltip = tooltip;
  if (icon !== undefined) {
    item.iconPath = new vscode.ThemeIcon(icon, color ? new vscode.ThemeColor(color) : undefined);
  }
  if (command) item.command = { ...command, arguments: [...(command.arguments ?? [])] };
  if (file !== undefined) {
    item.command = { command: 'vscode.open', title: 'Open', arguments: [vscode.Uri.file(file)] };
  }
  item.accessibilityInformation = { label: spoken };
  return item;
}

const states = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;
