using CityKit.Documents;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>
/// When a snooze ends. Apart from the alert, as a second order of alerts would cost every alert an entry more in each of their indexes.
/// </summary>
/// <param name="Alert">The alert.</param>
/// <param name="Until">When; of no meaning when the alert itself says otherwise by then.</param>
internal sealed record AlertSnooze(AlertId Alert, Instant Until)
{
    internal static DocumentIndex<AlertSnooze> Due { get; } = DocumentIndex<AlertSnooze>.Order("due", s => s.Until);

    internal static DocumentKind<AlertSnooze> Kind { get; } = new("alert_snooze", s => s.Alert.ToString(),
        s => DeskJson.ToUtf8(s, (writer, snooze) =>
        {
            writer.WriteStartObject();
            writer.WriteString("alert", snooze.Alert.ToString());
            DeskJson.WriteTime(writer, "until", snooze.Until);
            writer.WriteEndObject();
        }),
        bytes => DeskJson.Read(bytes, json => new AlertSnooze(
            AlertId.Parse(json.GetProperty("alert").GetString()!), DeskJson.Time(json, "until")!.Value)), Due);
}
