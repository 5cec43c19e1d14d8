using System.Text.Json;
using CityKit.Delivering;
using NodaTime.Text;

namespace CityKit.Webhooks;

/// <summary>
/// The body of a webhook: <c>type</c>, <c>timestamp</c> and <c>data</c>, as Standard Webhooks recommends. It names no person.
/// </summary>
internal static class WebhookBody
{
    internal static void Write(Utf8JsonWriter writer, OutgoingMessage message)
    {
        var notification = message.Notification;
        writer.WriteStartObject();
        writer.WriteString("type", $"citykit.{JsonNamingPolicy.CamelCase.ConvertName(notification.Kind.ToString())}");
        writer.WriteString("timestamp", InstantPattern.ExtendedIso.Format(notification.At));
        writer.WriteStartObject("data");
        writer.WriteNumber("number", notification.Number);
        writer.WriteString("history", message.History.ToString());
        writer.WriteString("subject", notification.Subject);
        writer.WriteString("audience", notification.Audience);
        WriteText(writer, notification.Text);
        WriteMatter(writer, message.Matter);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, Core.LocalizedText text)
    {
        writer.WriteStartObject("text");
        writer.WriteString("zh", text.Zh);
        writer.WriteString("en", text.En);
        writer.WriteEndObject();
    }

    private static void WriteMatter(Utf8JsonWriter writer, NotificationMatter matter)
    {
        if (matter.Severity is { } severity) writer.WriteString("severity", severity.ToString());
        if (matter.Profile is { } profile) writer.WriteString("profile", profile);
        if (matter.Grid is { } grid) writer.WriteString("grid", grid);
        if (matter.Compound is { } compound) writer.WriteString("compound", compound);
    }
}
