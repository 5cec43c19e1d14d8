using System.Net;
using System.Text.Json;
using CityKit.Cases;

namespace CityKit.Hub.Tests.Support;

/// <summary>A client of server-sent events.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;

    private EventStream(HttpResponseMessage response, Stream body) => (this.response, reader) = (response, new StreamReader(body));

    internal static async Task<EventStream> OpenAsync(HttpCity city, Actor actor, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "stream");
        request.Headers.Add("CityKit-Key", HttpCity.KeyOf(actor));
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        var response = await city.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var stream = new EventStream(response, await response.Content.ReadAsStreamAsync());
        Assert.Equal("retry: 1000", await stream.LineAsync());
        return stream;
    }

    /// <summary>The next event; heartbeats are passed over.</summary>
    internal async Task<(string Id, string Kind, JsonElement Data)> NextAsync()
    {
        var fields = new Dictionary<string, string>();
        while (!fields.ContainsKey("data") || await LineAsync() is { Length: > 0 })
        {
            var line = await LineAsync();
            if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0) fields[line[..colon]] = line[(colon + 2)..];
        }
        using var document = JsonDocument.Parse(fields["data"]);
        return (fields["id"], fields["event"], document.RootElement.Clone());
    }

    private async Task<string> LineAsync() =>
        await reader.ReadLineAsync().WaitAsync(Longest) ?? throw new EndOfStreamException("The stream has ended.");

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
