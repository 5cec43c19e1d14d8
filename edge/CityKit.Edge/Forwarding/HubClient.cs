using System.Net.Http.Headers;
using CityKit.Core.Signing;
using CityKit.Edge.Outbox;

namespace CityKit.Edge.Forwarding;

/// <summary>One signed batch to the hub, one answer back.</summary>
internal sealed class HubClient(HttpClient http, DeviceKey key, ForwarderOptions options, TimeProvider time)
{
    private const int MaxAnswerBytes = 64 << 10;
    private readonly HubRoad road = new(options, time);

    internal async Task<HubAnswer> SendAsync(OutboxBatch batch, CancellationToken cancel)
    {
        var answer = await AskAsync(batch, cancel).ConfigureAwait(false);
        road.Take(answer);
        return answer;
    }

    private async Task<HubAnswer> AskAsync(OutboxBatch batch, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            var envelope = SignedBatch.Sign(batch.Encode(), key).Encode();
            var answer = await PostAsync(envelope, either.Token).ConfigureAwait(false);
            return options.AnswerKey is { } pinned ? answer.CheckedBy(pinned, batch, envelope) : answer;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return HubAnswer.Unreachable($"no answer within {options.RequestTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return HubAnswer.Unreachable(failed.Message);
        }
    }

    private async Task<HubAnswer> PostAsync(byte[] envelope, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, road.Batches) { Content = new ByteArrayContent(envelope) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/msgpack");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        using var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        var body = new byte[MaxAnswerBytes];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        return HubAnswer.Read(response.StatusCode, body.AsMemory(0, length), response.Headers.RetryAfter?.Delta);
    }
}
