using System.Text;
using System.Text.Json;
using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Desk.Map;

/// <summary>
/// What a list shows, as one GeoJSON FeatureCollection for <see cref="DeskMap"/>: <c>id</c> (<c>lead:ID</c>, <c>alert:ID</c>,
/// <c>item:ID</c>), <c>kind</c>, <c>grade</c> (2 critical or overdue, 1 warning or overseen, 0 else), <c>zh</c>, <c>en</c>, and
/// <c>grid</c> where it is known. One without coordinates has no geometry: the map puts it into its grid.
/// </summary>
public static class MapFeatures
{
    private const int Ordinary = 0;
    private const int Warning = 1;
    private const int Critical = 2;

    /// <summary>The features of some lists, each may be empty.</summary>
    /// <returns>The collection, in JSON.</returns>
    public static string Of(IEnumerable<Lead>? leads = null, IEnumerable<Alert>? alerts = null, IEnumerable<ItemView>? items = null) =>
        Encoding.UTF8.GetString(ModuleJson.ToUtf8(new Lists(leads ?? [], alerts ?? [], items ?? []), Write));

    private static void Write(Utf8JsonWriter writer, Lists lists)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        foreach (var item in lists.Items) Write(writer, "item", item.Item.Id, GradeOf(item), TitleOf(item), item.Item.Place);
        foreach (var alert in lists.Alerts) Write(writer, "alert", alert.Id, GradeOf(alert.Severity), alert.Title, alert.Subject);
        foreach (var lead in lists.Leads) Write(writer, "lead", lead.Id, GradeOf(lead.Severity), lead.Title, lead.Subject);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string kind, string id, int grade, LocalizedText title, Place? place)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteStartObject("properties");
        writer.WriteString("id", $"{kind}:{id}");
        writer.WriteString("kind", kind);
        writer.WriteNumber("grade", grade);
        writer.WriteString("zh", title.Zh);
        writer.WriteString("en", title.En);
        if (place?.Grid is { } grid) writer.WriteString("grid", grid);
        writer.WriteEndObject();
        WriteGeometry(writer, place);
        writer.WriteEndObject();
    }

    private static void WriteGeometry(Utf8JsonWriter writer, Place? place)
    {
        if (place is not { Longitude: { } longitude, Latitude: { } latitude })
        {
            writer.WriteNull("geometry");
            return;
        }
        writer.WriteStartObject("geometry");
        writer.WriteString("type", "Point");
        writer.WriteStartArray("coordinates");
        writer.WriteNumberValue(longitude);
        writer.WriteNumberValue(latitude);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static int GradeOf(string? severity) => severity switch { "Critical" => Critical, "Warning" => Warning, _ => Ordinary };

    private static int GradeOf(ItemView item) => item.Left is { Overdue: true } ? Critical : item.Item.Overseen ? Warning : Ordinary;

    private static LocalizedText TitleOf(ItemView item)
    {
        var name = item.Number ?? item.Item.Id;
        return item.Item.Title ?? new LocalizedText(name, name);
    }

    private sealed record Lists(IEnumerable<Lead> Leads, IEnumerable<Alert> Alerts, IEnumerable<ItemView> Items);
}
