using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Core;
using CityKit.Desk.Extending;
using Microsoft.AspNetCore.Components;

namespace CityKit.Desk.Duty;

/// <summary>The columns that the application adds to a list.</summary>
internal static class DutyColumns
{
    internal static IEnumerable<LocalizedText> Titles(DeskOptions options, DutyShow show) => show switch
    {
        DutyShow.Leads => options.LeadColumns.Select(column => column.Title),
        DutyShow.Alerts => options.AlertColumns.Select(column => column.Title),
        _ => options.ItemColumns.Select(column => column.Title),
    };

    internal static IEnumerable<RenderFragment> Cells(DeskOptions options, DutyRow row) => row.Thing switch
    {
        Lead lead => options.LeadColumns.Select(column => column.Cell(lead)),
        Alert alert => options.AlertColumns.Select(column => column.Cell(alert)),
        ItemView item => options.ItemColumns.Select(column => column.Cell(item)),
        _ => [],
    };
}
