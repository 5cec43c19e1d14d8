using System.Text.Json;
using CityKit.Components.Registry;
using CityKit.Core;

namespace CityKit.Places;

/// <summary>Components as the hub answers them.</summary>
internal static class ComponentJson
{
    /// <summary>Writes a component with whose it is; with how far it is from a place, when one was asked about.</summary>
    internal static void Write(Utf8JsonWriter writer, Component component, double? metres = null)
    {
        writer.WriteStartObject();
        writer.WriteString("id", component.Id.ToString());
        if (component.ExternalId.Length > 0) writer.WriteString("externalId", component.ExternalId);
        writer.WriteString("class", component.Class.ToString());
        writer.WriteString("name", component.Name);
        writer.WriteString("state", component.State.ToTerm());
        WritePlace(writer, component.Location);
        writer.WriteString("grid", component.Grid.ToShortString());
        if (metres is { } far) writer.WriteNumber("metres", Math.Round(far, 1));
        WriteBody(writer, "department", component.Department);
        WriteBody(writer, "owner", component.Owner);
        WriteBody(writer, "maintainer", component.Maintainer);
        writer.WriteString("firstSurveyed", component.FirstSurveyed.ToString("uuuu-MM-dd", null));
        if (component.Changed is { } changed) writer.WriteString("changed", changed.ToString("uuuu-MM-dd", null));
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, GeoPoint place)
    {
        writer.WriteNumber("longitude", place.Longitude);
        writer.WriteNumber("latitude", place.Latitude);
    }

    private static void WriteBody(Utf8JsonWriter writer, string name, ResponsibleBody? body)
    {
        if (body is null) return;
        writer.WriteStartObject(name);
        writer.WriteString("name", body.Name);
        if (body.Code is { } code) writer.WriteString("code", code.ToString());
        writer.WriteEndObject();
    }
}
