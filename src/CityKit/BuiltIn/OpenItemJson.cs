using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Json;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;

namespace CityKit.BuiltIn;

/// <summary>An opening as the journal has it.</summary>
internal static class OpenItemJson
{
    internal static void Write(Utf8JsonWriter writer, OpenItem open)
    {
        CommandMembers.Write(writer, ("profile", open.Profile), ("source", open.Source), ("cause", open.Cause),
            ("class", open.Class?.ToString()),
            ("zh", open.Title?.Zh), ("en", open.Title?.En), ("component", open.Component?.ToString()));
        WorkPlaceJson.Write(writer, open.Place);
        if (!open.Details.IsEmpty) TextMapJson.Write(writer, "details", open.Details);
        if (open.Evidence.Count > 0) CommandMembers.WriteAll(writer, "evidence", open.Evidence);
    }

    internal static OpenItem Read(CommandMembers json, string id) => new(id, json.Text("profile"), json.Text("source"))
    {
        Cause = json.TextIfAny("cause"),
        Class = json.TextIfAny("class") is { } key ? ClassKey.Parse(key) : null,
        Title = json.TextIfAny("zh") is { } zh ? new LocalizedText(zh, json.TextIfAny("en") ?? zh) : null,
        Component = json.TextIfAny("component") is { } component ? ComponentId.Parse(component) : null,
        Place = json.ObjectIfAny("place") is { } place ? WorkPlaceJson.Read(place) : WorkPlace.Unknown,
        Details = TextMapJson.Read(json.ObjectIfAny("details")),
        Evidence = [.. json.Each("evidence").Select(each => each.GetString()!)],
    };
}
