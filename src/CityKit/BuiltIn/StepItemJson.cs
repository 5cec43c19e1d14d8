using System.Collections.Immutable;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Json;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;

namespace CityKit.BuiltIn;

/// <summary>A step as the journal has it: always in this order, and what was not given is left out.</summary>
internal static class StepItemJson
{
    internal static void Write(Utf8JsonWriter writer, StepItem step)
    {
        CommandMembers.Write(writer,
            ("command", step.Step.Name), ("reason", step.Step.Reason), ("photo", step.Step.Photo),
            ("assignee", step.Step.Assignee?.Body), ("crew", step.Step.Assignee?.Crew),
            ("class", step.Step.Class?.ToString()), ("condition", step.Step.Condition), ("outcome", step.Step.Outcome), ("ifTag",
                step.IfTag),
            ("person", step.Step.Person), ("limit", step.Step.Limit?.ToString()), ("other", step.Step.Other?.ToString()),
            ("reply", step.Step.Reply), ("showPhoto", step.Step.ShowPhoto ? "true" : null));
        if (step.Step.CoHandlers.Count > 0) CommandMembers.WriteAll(writer, "coHandlers",
            step.Step.CoHandlers.Select(who => who.ToString()));
        if (!step.Step.Details.IsEmpty) TextMapJson.Write(writer, "details", step.Step.Details);
        if (step.Step.Parts.Count > 0) WriteParts(writer, step.Step.Parts);
    }

    internal static StepItem Read(CommandMembers json, WorkItemId item, string id) =>
        new(id, item, ReadStep(json)) { IfTag = json.TextIfAny("ifTag") };

    private static WorkCommand ReadStep(CommandMembers json) => new(json.Text("command"))
    {
        Reason = json.TextIfAny("reason"),
        Reply = json.TextIfAny("reply"),
        Photo = json.TextIfAny("photo"),
        ShowPhoto = json.Has("showPhoto"),
        Assignee = json.TextIfAny("assignee") is { } body ? new Assignee(body, json.TextIfAny("crew")) : null,
        Class = json.TextIfAny("class") is { } key ? ClassKey.Parse(key) : null,
        Condition = json.TextIfAny("condition"),
        Outcome = json.TextIfAny("outcome"),
        Person = json.TextIfAny("person"),
        Limit = json.TextIfAny("limit") is { } limit ? WorkLimit.Parse(limit) : null,
        Other = json.TextIfAny("other") is { } other ? WorkItemId.Parse(other) : null,
        CoHandlers = [.. json.Each("coHandlers").Select(who => Assignee.Parse(who.GetString()!))],
        Details = TextMapJson.Read(json.ObjectIfAny("details")),
        Parts = [.. json.Each("parts").Select(ReadPart)],
    };

    private static void WriteParts(Utf8JsonWriter writer, IReadOnlyList<PartRequest> parts)
    {
        writer.WriteStartArray("parts");
        foreach (var part in parts)
        {
            writer.WriteStartObject();
            CommandMembers.Write(writer, ("profile", part.Profile), ("class", part.Class?.ToString()), ("zh", part.Title?.Zh),
                ("en", part.Title?.En));
            if (part.Place is { } place) WorkPlaceJson.Write(writer, place);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static PartRequest ReadPart(JsonElement json)
    {
        var part = new CommandMembers(json);
        return new PartRequest(part.TextIfAny("profile"))
        {
            Class = part.TextIfAny("class") is { } key ? ClassKey.Parse(key) : null,
            Title = part.TextIfAny("zh") is { } zh ? new LocalizedText(zh, part.TextIfAny("en") ?? zh) : null,
            Place = part.ObjectIfAny("place") is { } place ? WorkPlaceJson.Read(place) : null,
        };
    }
}
