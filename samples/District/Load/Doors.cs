using System.Net.Http.Headers;
using System.Text.Json;
using CityKit.Client;
using CityKit.Samples.District.Plan;

namespace CityKit.Samples.District.Load;

/// <summary>The addresses of the city's nodes, as devices and people know them: any of them takes everything.</summary>
internal sealed class Doors : IDisposable
{
    /// <summary>After this time a node that does not answer is taken for gone, and another is asked.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient devices = new() { Timeout = Patience };
    private readonly Uri[] nodes;

    internal Doors(IEnumerable<Uri> nodes) => this.nodes = [.. nodes];

    /// <summary>Any node.</summary>
    internal Uri Any(Random random) => nodes[random.Next(nodes.Length)];

    /// <summary>Whether an address is one of the nodes': a hint that a hub's answer gave.</summary>
    internal bool Has(Uri address) => nodes.Contains(address);

    /// <summary>Sends a device's batch.</summary>
    internal async Task<BatchReply> PostAsync(Uri node, byte[] envelope, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ByteArrayContent(envelope);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/msgpack");
            using var response = await devices.PostAsync(new Uri(node, "citykit/v1/batches"), content, cancellationToken);
            return BatchReply.Read((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception gone) when (IsGone(gone, cancellationToken))
        {
            return BatchReply.Unreachable;
        }
    }

    /// <summary>A client of each node for a person.</summary>
    internal IReadOnlyList<CityKitClient> ClientsOf(string person) => [.. nodes.Select(node => new CityKitClient(HttpOf(node, person)))];

    /// <summary>A connection to a node for a person or system.</summary>
    internal static HttpClient HttpOf(Uri node, string person)
    {
        var http = new HttpClient { BaseAddress = new Uri(node, "citykit/v1/"), Timeout = Patience };
        http.DefaultRequestHeaders.Add("CityKit-Key", DistrictPeople.SecretOf(person));
        return http;
    }

    /// <summary>Any node's connection for a person or system.</summary>
    internal IReadOnlyList<HttpClient> HttpOf(string person) => [.. nodes.Select(node => HttpOf(node, person))];

    /// <summary>Whether nobody knows what became of a request.</summary>
    internal static bool IsGone(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or IOException or JsonException
        || failure is OperationCanceledException && !cancellationToken.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose() => devices.Dispose();
}
