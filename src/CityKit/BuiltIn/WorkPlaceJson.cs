using System.Text.Json;
using CityKit.Cases;
using CityKit.Core;

namespace CityKit.BuiltIn;

/// <summary>A place as the journal has it in a command; the grid is not in it, as the hub finds that itself.</summary>
internal static class WorkPlaceJson
{
    internal static void Write(Utf8JsonWriter writer, WorkPlace place)
    {
        writer.WriteStartObject("place");
        if (place.Point is { } point)
        {
            writer.WriteNumber("longitude", point.Longitude);
            writer.WriteNumber("latitude", point.Latitude);
        }
        CommandMembers.Write(writer, ("grid", place.Grid), ("compound", place.Compound), ("building", place.Building),
            ("entrance", place.Entrance), ("spot", place.Spot), ("address", place.Address));
        writer.WriteEndObject();
    }

    internal static WorkPlace Read(JsonElement json)
    {
        var place = new CommandMembers(json);
        return new WorkPlace
        {
            Point = place.Has("longitude") ? GeoPoint.FromDegrees(place.Number("longitude"), place.Number("latitude")) : null,
            Grid = place.TextIfAny("grid"), Compound = place.TextIfAny("compound"), Building = place.TextIfAny("building"),
            Entrance = place.TextIfAny("entrance"), Spot = place.TextIfAny("spot"), Address = place.TextIfAny("address"),
        };
    }
}
