import * as vscode from 'vscode';
import type { Row } from '../app.ts';
import { describeRow } from './rows/describeRow.ts';
import type { Drawn } from './rows/drawn.ts';

/** `id` says which row it is, so that it stays open and selected when it is fetched again. */
export function drawRow(row: Row, id: string): vscode.TreeItem {
  return itemOf(describeRow(row, new Date()), { id, kind: row.kind });
}

/** `kind` is the item's `contextValue`. */
export function itemOf(
  drawn: Drawn,
  { id, kind }: { readonly id: string; readonly kind: string },
): vscode.TreeItem {
  const item = new vscode.TreeItem(drawn.label, states[drawn.below ?? 'none']);
  item.id = id;
  item.contextValue = kind;
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
  if (spoken !== undefined) item.accessibilityInformation = { label: spoken };
  return item;
}

const states = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;
