using System.Globalization;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Devices;
using CityKit.Intake;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Devices;

/// <summary>Reads what a hub answers to <c>POST /batches</c>.</summary>
internal static class HttpAnswer
{
    internal static BatchAnswer Read(byte[] body, VirtualDevice device, ReadOnlySpan<byte> batch)
    {
        var json = Parse(body);
        var lane = Text(json, "lane") is "reading" ? Lane.Reading : Lane.Alarm;
        var answer = new BatchAnswer(StatusOf(Text(json, "status")), lane, CursorOf(json), MessageOf(json));
        return answer with { Receipt = ReceiptOf(json, answer, device, batch) };
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException broken)
        {
            throw new ConformanceException($"The answer to a batch is not JSON: {broken.Message}");
        }
    }

    private static BatchStatus StatusOf(string? word)
    {
        foreach (var status in Enum.GetValues<BatchStatus>())
            if (new BatchAnswer(status, default, default, null).Word == word) return status;
        throw new ConformanceException($"The answer to a batch has the status '{word}', which no hub says.");
    }

    private static LaneCursor CursorOf(JsonElement json) => Text(json, "hash") is not { } hash ? default
        : new LaneCursor(json.GetProperty("cursor").GetInt64(), RunningHash.FromBytes(Convert.FromHexString(hash)));

    private static SignedReceipt? ReceiptOf(JsonElement json, BatchAnswer answer, VirtualDevice device, ReadOnlySpan<byte> batch)
    {
        if (Text(json, "history") is not { } history || Text(json, "signature") is not { } signature) return null;
        var content = new HubReceipt(device.Id, device.Outbox, answer.Lane, answer.Word, answer.Cursor.Sequence, answer.Cursor.Hash,
            UInt128.Parse(history, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), HubReceipt.DigestOf(batch));
        var path = Convert.FromBase64String(Text(json, "path") ?? "");
        return new SignedReceipt(content, Convert.FromBase64String(signature)) { Path = path };
    }

    private static LocalizedText? MessageOf(JsonElement json) =>
        json.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
            ? new LocalizedText(Text(message, "zh") ?? "", Text(message, "en") ?? "")
            : null;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
