using System.Text.Json;
using CityKit.Cases;
using CityKit.Reporting;
using NodaTime.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>The figures as JSON members; open cases with what a duty room asks first.</summary>
internal static class HubSummaryJson
{
    internal static void WriteMembers(Utf8JsonWriter writer, HubSummary summary)
    {
        writer.WriteNumber("eventsAccepted", summary.EventsAccepted);
        writer.WriteNumber("duplicatesIgnored", summary.DuplicatesIgnored);
        writer.WriteNumber("blindSpans", summary.BlindSpans);
        writer.WriteNumber("alertsRaised", summary.AlertsRaised);
        writer.WriteNumber("alertsCleared", summary.AlertsCleared);
        writer.WriteNumber("leadsConfirmed", summary.LeadsConfirmed);
        writer.WriteNumber("leadsDismissed", summary.LeadsDismissed);
        writer.WriteNumber("casesOpened", summary.CasesOpened);
        writer.WriteNumber("casesClosed", summary.CasesClosed);
        writer.WriteStartArray("restores");
        foreach (var ended in summary.Restores) RestoreJson.Write(writer, ended);
        writer.WriteEndArray();
        writer.WriteStartArray("missing");
        foreach (var missing in summary.Missing) RestoreJson.Write(writer, missing);
        writer.WriteEndArray();
        writer.WriteStartArray("openCases");
        foreach (var item in summary.OpenCases) WriteOpen(writer, item);
        writer.WriteEndArray();
    }

    private static void WriteOpen(Utf8JsonWriter writer, WorkItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("id", item.Id.ToString());
        writer.WriteString("profile", item.Profile);
        writer.WriteString("class", item.Class?.ToString());
        writer.WriteString("state", item.State);
        writer.WriteString("grid", item.Place.Grid);
        writer.WriteString("place", PlaceText(item.Place));
        writer.WriteString("component", item.Component?.ToString());
        writer.WriteString("assignee", item.Assignee?.ToString());
        writer.WriteString("deadline", item.Deadline is { } deadline ? InstantPattern.ExtendedIso.Format(deadline.At) : null);
        writer.WriteEndObject();
    }

    private static string? PlaceText(WorkPlace place) => place.Address
        ?? (place.Compound is null
            ? place.Point?.ToString()
            : string.Join(' ', new[] { place.Compound, place.Building, place.Entrance }.Where(part => part is not null)));
}
