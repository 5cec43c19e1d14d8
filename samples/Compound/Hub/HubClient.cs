using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.Samples.Compound.Children;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.Hub;

/// <summary>
/// Speaks to the hub as one of the people. While the hub is down it waits and says the same again: every command carries its own id.
/// </summary>
internal sealed class HubClient(ChildKeeper hub, Func<Uri> address, IReadOnlyList<Person> people) : IDisposable
{
    private const string Root = "citykit/v1/";
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(10);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Reads.</summary>
    public Task<HubAnswer> GetAsync(string person, string path, CancellationToken cancellation) =>
        SendAsync(person, () => new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    /// <summary>Sends JSON.</summary>
    public Task<HubAnswer> PostAsync(string person, string path, JsonObject body, CancellationToken cancellation) =>
        SendAsync(person, () => new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) }, cancellation);

    /// <summary>Sends JSON to a named place.</summary>
    public Task<HubAnswer> PutAsync(string person, string path, JsonObject body, CancellationToken cancellation) =>
        SendAsync(person, () => new HttpRequestMessage(HttpMethod.Put, path) { Content = Json(body) }, cancellation);

    /// <summary>Sends a table.</summary>
    public Task<HubAnswer> PostCsvAsync(string person, string path, string csv, CancellationToken cancellation) =>
        SendAsync(person,
            () => new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(csv, Encoding.UTF8, "text/csv") },
            cancellation);

    /// <summary>Reads text as it is.</summary>
    public async Task<string> GetTextAsync(string person, string path, CancellationToken cancellation)
    {
        using var response = await RetryAsync(person, () => new HttpRequestMessage(HttpMethod.Get, path), cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<HubAnswer> SendAsync(string person, Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        using var response = await RetryAsync(person, request, cancellation);
        var text = await response.Content.ReadAsByteArrayAsync(cancellation);
        return new HubAnswer(response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private async Task<HttpResponseMessage> RetryAsync(string person, Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        while (true)
        {
            await hub.AliveAsync(cancellation);
            using var message = request();
            message.RequestUri = new Uri(address(), Root + message.RequestUri);
            message.Headers.Add("CityKit-Key", people.First(p => p.Id == person).Key);
            try
            {
                var response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellation);
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable) return response;
                response.Dispose(); // its store does not answer now
            }
            catch (HttpRequestException)
            {
                // it is down
            }
            await Task.Delay(BetweenTries, cancellation);
        }
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");
}
