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
    private readonly Dictionary<(OutboxId, Lane), List<(long Sequence, byte[] Bytes)>> events = [];
    private readonly HashSet<OutboxId> retired = [];
    private OutboxId bound;

    /// <summary>Every event taken, in the order of taking.</summary>
    internal List<(OutboxId Outbox, Lane Lane, CityEvent Event)> Taken { get; } = [];

    internal List<BatchHeader> Seen { get; } = [];

    /// <summary>Answers instead of the hub when it returns something; asked first, with the number of the request from 1.</summary>
    internal Func<int, EventBatch, HttpResponseMessage?> Before { get; set; } = (_, _) => null;

    /// <summary>Replaces the hub's answer after it has acted: a lost answer.</summary>
    internal Func<int, HttpResponseMessage, HttpResponseMessage> After { get; set; } = (_, answer) => answer;

    /// <summary>Signs the answers; null for a hub that signs none.</summary>
    internal DeviceKey? AnswerKey { get; set; }

    /// <summary>Where it wants the next batches; null for where they come.</summary>
    internal SignedAddress? Owner { get; set; }

    internal int Requests { get; private set; }

    internal Uri? Address { get; private set; }

    internal static HttpResponseMessage Answer(int code, string status, long? cursor = null, RunningHash? hash = null,
        SignedReceipt? signed = null,
        SignedAddress? owner = null) => new((HttpStatusCode)code)
    {
        Content = new StringContent(
            $"{{\"status\":\"{status}\"{(cursor is null ? "" : $",\"cursor\":{cursor}")}{(hash is null ? "" : $",\"hash\":\"{hash}\"")}"
            + (signed is null ? ""
                : $",\"history\":\"{signed.Content.History:x32}\",\"signature\":\"{Convert.ToBase64String(signed.Signature.Span)}\"")
            + (signed is null or { Path.IsEmpty: true } ? "" : $",\"path\":\"{Convert.ToBase64String(signed.Path.Span)}\"")
            + (owner is null ? "" : $",\"owner\":\"{owner.Text}\",\"ownerSignature\":\"{Convert.ToBase64String(owner.Signature.Span)}\"")
            + $",\"message\":{{\"zh\":\"说明\",\"en\":\"{status} said\"}} }}", Encoding.UTF8, "application/json"),
    };

    /// <summary>The running hash of what this hub took.</summary>
    internal RunningHash HashAt(OutboxId outbox, Lane lane, long cursor) =>
        events[(outbox, lane)].TakeWhile(e => e.Sequence <= cursor).Aggregate(default(RunningHash), (hash, e) => hash.Next(e.Bytes));

    /// <summary>The state of this hub at an earlier time.</summary>
    internal void Restore(OutboxId outbox, Lane lane, long cursor)
    {
        Set(outbox, lane, cursor, HashAt(outbox, lane, cursor));
        events[(outbox, lane)].RemoveAll(e => e.Sequence > cursor);
    }

    /// <summary>The state of a hub restored from elsewhere, or moved on by a copy of the device.</summary>
    internal void Set(OutboxId outbox, Lane lane, long cursor, RunningHash hash) => lanes[(outbox, lane)] = (cursor, hash);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var envelope = SignedBatch.Decode(sent, out _)!;
        var batch = BatchCodec.Decode(envelope.Batch, WireLimits.Default, out _)!;
        lock (gate)
        {
            Address = request.RequestUri;
            Requests++;
            Seen.Add(batch.Header);
            if (Before(Requests, batch) is { } instead) return instead;
            return After(Requests,
                key.Verify(envelope.Batch.Span, envelope.Signature.Span) ? Take(batch, HubReceipt.DigestOf(sent))
                    : Answer(401, "bad-signature"));
        }
    }

    private HttpResponseMessage Take(EventBatch batch, byte[] digest)
    {
        var (code, status, cursor, hash) = Judge(batch);
        var content = new HubReceipt(batch.Header.Device, batch.Header.Outbox, batch.Header.Lane, status, cursor ?? 0, hash ?? default, 7,
            digest);
        return Answer(code, status, cursor, hash, AnswerKey is null ? null : Sign(content, AnswerKey), Owner);
    }

    /// <summary>By itself, or together with one or two others, as a hub under load does.</summary>
    private SignedReceipt Sign(HubReceipt content, DeviceKey by) =>
        AnswerTree.Sign([content, .. Enumerable.Range(0, Requests % 3).Select(n => content with { Cursor = 1000 + n })], by)[0];

    private (int Code, string Status, long? Cursor, RunningHash? Hash) Judge(EventBatch batch)
    {
        var header = batch.Header;
        if (retired.Contains(header.Outbox)) return (410, "retired", null, null);
        if (bound != default && bound != header.Outbox) retired.Add(bound);
        bound = header.Outbox;
        var (cursor, hash) = lanes.GetValueOrDefault((header.Outbox, header.Lane));
        var last = batch.Events[^1].Event!.Sequence;
        if (header.First > cursor + 1) return (409, "gap", cursor, hash);
        if (last <= cursor) return (200, "synced", cursor, hash);
        if (header.First <= cursor) return (409, "overlap", cursor, hash);
        if (header.Before != hash) return (409, "diverged", cursor, hash);
        foreach (var e in batch.Events)
        {
            var covered = e.Event!.Kind == EventKind.Dropped ? e.Event.Value : 1;
            Assert.Equal(cursor + covered, e.Event.Sequence);
            (cursor, hash) = (e.Event.Sequence, hash.Next(e.Bytes.Span));
            Taken.Add((header.Outbox, header.Lane, e.Event));
            EventsOf(header).Add((cursor, e.Bytes.ToArray()));
        }
        lanes[(header.Outbox, header.Lane)] = (cursor, hash);
        return (200, "synced", cursor, hash);
    }

    private List<(long Sequence, byte[] Bytes)> EventsOf(BatchHeader header)
    {
        if (!events.TryGetValue((header.Outbox, header.Lane), out var taken)) events[(header.Outbox, header.Lane)] = taken = [];
        return taken;
    }
}
