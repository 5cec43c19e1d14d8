using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CityKit.Client.Json;
using CityKit.Core;

namespace CityKit.Client;

/// <summary>Sends requests and reads what comes back: JSON, or a refusal.</summary>
internal sealed class HubConnection(HttpClient http)
{
    private const string Problem = "application/problem+json";

    /// <summary>Asks for something.</summary>
    internal Task<Answer<T>> GetAsync<T>(string path, JsonTypeInfo<T> json, CancellationToken cancellationToken) where T : class =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), (body, _) => body.Deserialize(json), cancellationToken);

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request; it is disposed of here.</param>
    /// <param name="read">Makes the value of the body, and of its tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The hub was not reached, or something between answered.</exception>
    internal async Task<Answer<T>> SendAsync<T>(
        HttpRequestMessage request, Func<JsonElement, string?, T?> read, CancellationToken cancellationToken) where T : class
    {
        using var _ = request;
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var isProblem = response.Content.Headers.ContentType?.MediaType == Problem;
        if (!response.IsSuccessStatusCode && !isProblem)
            throw new HttpRequestException($"{request.RequestUri} answered {(int)response.StatusCode}, not as a hub does. "
                + $"{request.RequestUri} 的响应（{(int)response.StatusCode}）不是中枢的。",
                null, response.StatusCode);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        using var document = Parse(bytes);
        return isProblem
            ? new Answer<T>(null, document.RootElement.Deserialize(ClientJson.Default.Refusal))
            : new Answer<T>(read(document.RootElement, response.Headers.ETag?.Tag), null);
    }

    /// <summary>A request with a JSON body.</summary>
    internal static HttpRequestMessage Post<T>(string path, T body, JsonTypeInfo<T> json)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    private static JsonDocument Parse(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException wrong)
        {
            throw new HttpRequestException($"The answer is no JSON: {wrong.Message} 响应不是 JSON。", wrong);
        }
    }
}
