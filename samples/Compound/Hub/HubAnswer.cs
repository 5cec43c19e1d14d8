using System.Net;
using System.Text.Json;

namespace CityKit.Samples.Compound.Hub;

/// <summary>What the hub said.</summary>
internal sealed record HubAnswer(HttpStatusCode Status, JsonElement Body)
{
    /// <summary>True for 200 to 299.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The English and Chinese reason of an answer that is no success.</summary>
    public string Reason => Find(Body, "refusal") is { } refusal ? Message(refusal) : Message(Body);

    private static string Message(JsonElement element) =>
        Find(element, "message") is { } message ? $"{Find(message, "en")} {Find(message, "zh")}" : element.ToString();

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : null;
}
