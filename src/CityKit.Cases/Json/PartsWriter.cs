using System.Text.Json;
using CityKit.Cases.Profiles;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Json;

/// <summary>
/// What the writers of an item and of its history share: the parts that somebody may see, and members that say nothing left out.
/// </summary>
/// <param name="json">Where to.</param>
/// <param name="parts">What somebody may see.</param>
internal abstract class PartsWriter(Utf8JsonWriter json, WorkItemPart parts)
{
    protected Utf8JsonWriter Json { get; } = json;

    protected WorkItemPart Parts { get; } = parts;

    protected bool Has(WorkItemPart part) => (Parts & part) == part;

    protected void WriteAssignee(string name, Assignee? assignee)
    {
        if (assignee is null) return;
        Json.WriteStartObject(name);
        Json.WriteString("body", assignee.Body);
        Text("crew", assignee.Crew);
        Json.WriteEndObject();
    }

    protected void WriteBoth(string name, LocalizedText? text)
    {
        if (text is null) return;
        Json.WriteStartObject(name);
        Json.WriteString("zh", text.Zh);
        Json.WriteString("en", text.En);
        Json.WriteEndObject();
    }

    protected void WriteTexts(string name, IReadOnlyList<string> texts)
    {
        Json.WriteStartArray(name);
        foreach (var text in texts) Json.WriteStringValue(text);
        Json.WriteEndArray();
    }

    protected void Text(string name, string? text)
    {
        if (text is not null) Json.WriteString(name, text);
    }

    protected void Moment(string name, Instant? at)
    {
        if (at is { } moment) JsonNames.Write(Json, name, moment);
    }
}
