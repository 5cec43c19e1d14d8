using System.Net;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Trials;
using NodaTime;

namespace CityKit.Edge.Bundles;

/// <summary>Asks the hub for a newer bundle. A device whose clock is not set gets an answer once it is.</summary>
/// <param name="http">Sends.</param>
/// <param name="hub">The hub's address.</param>
/// <param name="device">Who asks.</param>
/// <param name="key">The device's key.</param>
/// <param name="time">Dates the question.</param>
public sealed class BundleClient(HttpClient http, Uri hub, DeviceId device, DeviceKey key, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Asks once.</summary>
    /// <param name="after">The version it has.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<BundleFetch> FetchAsync(long after, CancellationToken cancel = default)
    {
        using var timeout = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await GetAsync(new BundleRequest(device, after, Instant.FromDateTimeOffset(time.GetUtcNow())), either.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new BundleFetch(null, $"no answer within {Limit.TotalSeconds:0} s");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return new BundleFetch(null, failed.Message);
        }
    }

    private async Task<BundleFetch> GetAsync(BundleRequest question, CancellationToken cancel)
    {
        using var request = question.ToHttp(hub, key);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => await ReadAsync(response, cancel).ConfigureAwait(false),
            HttpStatusCode.NoContent => BundleFetch.NoneNewer,
            var status => new BundleFetch(null, $"HTTP {(int)status}"),
        };
    }

    private static async Task<BundleFetch> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        var body = new byte[ConfigurationBundle.MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        return length > ConfigurationBundle.MaxBytes
            ? new BundleFetch(null, $"more than {ConfigurationBundle.MaxBytes} bytes") : new BundleFetch(body.AsMemory(0, length), null);
    }
}
