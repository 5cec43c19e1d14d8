using System.Net;
using System.Text;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Edge.Tests.Support;

/// <summary>A hub that knows nothing but the rules of the cursor, written from the contract and not from the forwarder.</summary>
internal sealed class FakeHub(DevicePublicKey key) : HttpMessageHandler
{
    private readonly Lock gate = new();
    private readonly Dictionary<(OutboxId, Lane), (long Cursor, RunningHash Hash)> lanes = [];
    private readonly HashSet<OutboxId> retired = [];
    private OutboxId bound;

    /// <summary>Every event taken, in the order of taking.</summary>
    internal List<(OutboxId Outbox, Lane Lane, CityEvent Event)> Taken { get; } = [];

    internal List<BatchHeader> Seen { get; } = [];

    /// <summary>Answers instead of the hub when it returns something; asked first, with the number of the request from 1.</summary>
    internal Func<int, EventBatch, HttpResponseMessage?> Before { get; set; } = (_, _) => null;

    /// <summary>Replaces the hub's answer after it has acted: a lost answer.</summary>
    internal Func<int, HttpResponseMessage, HttpResponseMessage> After { get; set; } = (_, answer) => answer;

    internal int Requests { get; private set; }

    internal Uri? Address { get; private set; }

    internal static HttpResponseMessage Answer(int code, string status, long? cursor = null, RunningHash? hash = null) => new((HttpStatusCode)code)
    {
        Content = new StringContent(
            $"{{\"status\":\"{status}\"{(cursor is null ? "" : $",\"cursor\":{cursor}")}{(hash is null ? "" : $",\"hash\":\"{hash}\"")},\"message\":{{\"zh\":\"说明\",\"en\":\"{status} said\"}} }}", Encoding.UTF8, "application/json"),
    };

    /// <summary>The state of a hub restored from elsewhere, or moved on by a copy of the device.</summary>
    internal void Set(OutboxId outbox, Lane lane, long cursor, RunningHash hash) => lanes[(outbox, lane)] = (cursor, hash);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var envelope = SignedBatch.Decode(await request.Content!.ReadAsByteArrayAsync(cancellationToken), out _)!;
        var batch = BatchCodec.Decode(envelope.Batch, WireLimits.Default, out _)!;
        lock (gate)
        {
            Address = request.RequestUri;
            Requests++;
            Seen.Add(batch.Header);
            if (Before(Requests, batch) is { } instead) return instead;
            return After(Requests, key.Verify(envelope.Batch.Span, envelope.Signature.Span) ? Take(batch) : Answer(401, "bad-signature"));
        }
    }

    private HttpResponseMessage Take(EventBatch batch)
    {
        var header = batch.Header;
        if (retired.Contains(header.Outbox)) return Answer(410, "retired");
        if (bound != default && bound != header.Outbox) retired.Add(bound);
        bound = header.Outbox;
        var (cursor, hash) = lanes.GetValueOrDefault((header.Outbox, header.Lane));
        var last = batch.Events[^1].Event!.Sequence;
        if (header.First > cursor + 1) return Answer(409, "gap", cursor, hash);
        if (last <= cursor) return Answer(200, "synced", cursor, hash);
        if (header.First <= cursor) return Answer(409, "overlap", cursor, hash);
        if (header.Before != hash) return Answer(409, "diverged", cursor, hash);
        foreach (var e in batch.Events)
        {
            var covered = e.Event!.Kind == EventKind.Dropped ? e.Event.Value : 1;
            Assert.Equal(cursor + covered, e.Event.Sequence);
            (cursor, hash) = (e.Event.Sequence, hash.Next(e.Bytes.Span));
            Taken.Add((header.Outbox, header.Lane, e.Event));
        }
        lanes[(header.Outbox, header.Lane)] = (cursor, hash);
        return Answer(200, "synced", cursor, hash);
    }
}
