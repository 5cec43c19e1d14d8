using System.Text.Json;
using CityKit.Cases.Profiles;

namespace CityKit.Cases.Json;

/// <summary>Writes entries of a history, always in this order.</summary>
/// <param name="json">Where to.</param>
/// <param name="parts">What of them.</param>
internal sealed class HistoryWriter(Utf8JsonWriter json, WorkItemPart parts) : PartsWriter(json, parts)
{
    internal void Write(HistoryEntry entry)
    {
        Json.WriteStartObject();
        Moment("at", entry.At);
        if (Has(WorkItemPart.Assignment)) Json.WriteString("actor", entry.ActorId);
        Json.WriteString("role", entry.Role.ToString());
        Json.WriteString("command", entry.Command);
        Text("from", entry.From);
        Json.WriteString("to", entry.To);
        if (entry.TimeUnknown) Json.WriteBoolean("timeUnknown", true);
        Text("reason", entry.Reason);
        Text("reply", entry.Reply);
        if (Has(WorkItemPart.Assignment)) WriteAssignee("assignee", entry.Assignee);
        if (Has(WorkItemPart.Assignment)) WriteBoth("because", entry.Because);
        if (Has(WorkItemPart.Place)) Text("component", entry.Component?.ToString());
        Text("class", entry.Class?.ToString());
        Text("condition", entry.Condition);
        Text("outcome", entry.Outcome);
        if (Has(WorkItemPart.Assignment)) Text("person", entry.Person);
        if (!entry.Details.IsEmpty) TextMapJson.Write(Json, "details", entry.Details);
        if (Has(WorkItemPart.Evidence) && entry.Evidence.Count > 0) WriteTexts("evidence", entry.Evidence);
        if (entry.IsShown) Json.WriteBoolean("shown", true);
        Json.WriteEndObject();
    }
}
