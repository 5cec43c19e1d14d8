using System.Net;
using CityKit.Core;
using CityKit.Core.Releases;
using CityKit.Core.Signing;
using CityKit.Edge.Trials;
using NodaTime;

namespace CityKit.Edge.Releases;

/// <summary>Asks the hub for a newer release. A device whose clock is not set gets an answer once it is.</summary>
/// <param name="http">Sends.</param>
/// <param name="hub">The hub's address.</param>
/// <param name="device">Who asks.</param>
/// <param name="key">The device's key.</param>
/// <param name="time">Dates the question.</param>
internal sealed class ReleaseClient(HttpClient http, Uri hub, DeviceId device, DeviceKey key, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30); // 60 MB at 35 kB/s

    /// <summary>Asks once, and hands the package on while it arrives.</summary>
    /// <param name="after">The number above which one is wanted.</param>
    /// <param name="runtime">What the device runs.</param>
    /// <param name="take">Takes the package from its beginning.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Why there was no answer, for logs; null when there was, also when it was that none is newer.</returns>
    public async Task<string?> FetchAsync(long after, string runtime, Func<Stream, CancellationToken, Task> take,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(take);
        using var timeout = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            using var request = new ReleaseRequest(device, after, runtime, Instant.FromDateTimeOffset(time.GetUtcNow())).ToHttp(hub, key);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token)
                .ConfigureAwait(false);
            return await ReadAsync(response, take, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"not finished within {Limit.TotalMinutes:0} min";
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return failed.Message;
        }
    }

    private static async Task<string?> ReadAsync(HttpResponseMessage response, Func<Stream, CancellationToken, Task> take,
        CancellationToken cancel)
    {
        if (response.StatusCode == HttpStatusCode.NoContent) return null;
        if (response.StatusCode != HttpStatusCode.OK) return $"HTTP {(int)response.StatusCode}";
        using var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await take(stream, cancel).ConfigureAwait(false);
        return null;
    }
}
