using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Puts other working days in force while the hub runs (更新工作日历): deadlines of open work items are calculated again.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="File">The whole calendar, UTF-8 JSON, as <see cref="Core.Calendar.WorkCalendar.ToUtf8"/> writes it.</param>
public sealed record PutCalendar(string CommandId, string File) : HubCommand(CommandId);
