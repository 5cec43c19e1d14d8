using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Feeds;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Core;
using CloudNative.CloudEvents.SystemTextJson;
using NodaTime;

namespace CityKit.AspNetCore.Vendors;

/// <summary>
/// CloudEvents 1.0 in a body, one (structured mode) or many (batch mode). A mapping reads the whole event: its attributes by their names,
/// its data under <c>$.data</c>.
/// </summary>
internal static class CloudEventBody
{
    private static readonly JsonEventFormatter Formatter = new();

    internal static bool IsOne(string? contentType) => MimeUtilities.IsCloudEventsContentType(contentType);

    internal static bool AreMany(string? contentType) => MimeUtilities.IsCloudEventsBatchContentType(contentType);

    /// <param name="body">The body, which is JSON.</param>
    /// <param name="content">The same as values.</param>
    internal static IReadOnlyList<VendorMessage> Read(ReadOnlyMemory<byte> body, JsonValue content)
    {
        using var document = JsonDocument.Parse(body);
        return content.Kind == JsonKind.Array
            ? [.. document.RootElement.EnumerateArray().Zip(content.Items, (element, value) => (element, value))
                .Select((both, index) => Read(both.element, both.value, index + 1))]
            : [Read(document.RootElement, content, 1)];
    }

    private static VendorMessage Read(JsonElement element, JsonValue content, int row)
    {
        try
        {
            var read = Formatter.ConvertFromJsonElement(element, null);
            return new VendorMessage(content, $"{read.Source}\n{read.Id}", TimeOf(read), null);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or FormatException)
        {
            return new VendorMessage(null, null, null, new FeedReject(row, "$", "", new LocalizedText(
                $"不是 CloudEvents 1.0 事件：{wrong.Message}", $"This is no CloudEvents 1.0 event: {wrong.Message}")));
        }
    }

    private static Instant? TimeOf(CloudEvent read) => read.Time is { } time ? Instant.FromDateTimeOffset(time) : null;
}
