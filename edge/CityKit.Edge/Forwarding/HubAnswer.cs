using System.Net;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Edge.Outbox;

namespace CityKit.Edge.Forwarding;

/// <summary>What the hub said to a batch.</summary>
/// <param name="Kind">What it means for the outbox.</param>
/// <param name="Cursor">How far the hub says the lane has come.</param>
/// <param name="Hash">The hub's running hash there; null when it says none.</param>
/// <param name="Message">For people.</param>
internal sealed record HubAnswer(HubAnswerKind Kind, long Cursor, RunningHash? Hash, LocalizedText Message)
{
    private const string TooLargeWord = "too-large";

    /// <summary>The answer as the hub signed it for this very batch; null when it is not known to be the hub's.</summary>
    internal SignedReceipt? Receipt { get; private init; }

    /// <summary>Where the hub wants the next batches, as its key vouches for it; only with a <see cref="Receipt"/>.</summary>
    internal Uri? Owner { get; private init; }

    /// <summary>How long a busy hub asks to wait; null when it says nothing.</summary>
    internal TimeSpan? After { get; private init; }

    /// <summary>Said in the hub's own words, be it a refusal; what a proxy says is not.</summary>
    internal bool IsOfTheHub =>
        Kind is not (HubAnswerKind.Unreachable or HubAnswerKind.Busy or HubAnswerKind.Unclear or HubAnswerKind.Unsigned);

    private HubWords? Words { get; init; }

    internal static HubAnswer Unreachable(string reason) =>
        new(HubAnswerKind.Unreachable, 0, null, new LocalizedText($"无法连接中枢：{reason}", $"The hub cannot be reached: {reason}"));

    /// <summary>
    /// Reads an answer. What changes the outbox must be said in the hub's own words, because a proxy in between says 200, 400 or 410 too;
    /// what only makes the forwarder wait is taken from the status code alone.
    /// </summary>
    internal static HubAnswer Read(HttpStatusCode code, ReadOnlyMemory<byte> body, TimeSpan? after = null)
    {
        var words = HubWords.Parse(body);
        var isPlace = words is { Cursor: not null, Hash: not null };
        var kind = (code, words.Status) switch
        {
            (HttpStatusCode.OK, "synced") when isPlace => HubAnswerKind.Synced,
            (HttpStatusCode.Conflict, "gap" or "overlap") when isPlace => HubAnswerKind.Moved,
            (HttpStatusCode.Conflict, "diverged") => HubAnswerKind.Diverged,
            (HttpStatusCode.Gone, "retired") => HubAnswerKind.Retired,
            (HttpStatusCode.BadRequest, "garbage") => HubAnswerKind.Garbage,
            (HttpStatusCode.Forbidden, _) => HubAnswerKind.UnknownDevice,
            (HttpStatusCode.Unauthorized, _) => HubAnswerKind.BadSignature,
            (HttpStatusCode.RequestEntityTooLarge, _) => HubAnswerKind.TooLarge,
            ( >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests, _) =>
                HubAnswerKind.Busy,
            _ => HubAnswerKind.Unclear,
        };
        return new HubAnswer(kind, words.Cursor ?? 0, words.Hash, words.Message ?? Plain(code, words.Status))
        {
            Words = words,
            After = kind == HubAnswerKind.Busy && after > TimeSpan.Zero ? after : null,
        };
    }

    /// <summary>
    /// The answer with what the hub signed of it. Without the key's signature for this very batch nothing that changes the outbox is
    /// believed: the answer is then <see cref="HubAnswerKind.Unsigned"/>.
    /// </summary>
    internal HubAnswer CheckedBy(DevicePublicKey key, OutboxBatch batch, ReadOnlySpan<byte> envelope)
    {
        if (!ChangesOutbox(batch)) return this;
        if (Signed(batch, envelope) is { } receipt && receipt.IsSignedBy(key))
            return this with { Receipt = receipt, Owner = Words!.Owner?.SignedBy(key) };
        return this with { Kind = HubAnswerKind.Unsigned, Message = Unsigned(key) };
    }

    private bool ChangesOutbox(OutboxBatch batch) => Kind switch
    {
        HubAnswerKind.Synced or HubAnswerKind.Moved or HubAnswerKind.Diverged or HubAnswerKind.Retired or HubAnswerKind.Garbage => true,
        HubAnswerKind.TooLarge => batch.Events.Count == 1, // of more, the batch alone is made smaller
        _ => false,
    };

    private SignedReceipt? Signed(OutboxBatch batch, ReadOnlySpan<byte> envelope)
    {
        if (Words is not { Status: { } status, History: { } history, Signature: { } signature, Path: var path }) return null;
        if (Kind == HubAnswerKind.TooLarge && status != TooLargeWord) return null; // 413 is taken without its word elsewhere
        var (device, outbox, lane) = (batch.Header.Device, batch.Header.Outbox, batch.Header.Lane);
        var content = new HubReceipt(device, outbox, lane, status, Cursor, Hash ?? default, history, HubReceipt.DigestOf(envelope));
        return new SignedReceipt(content, signature) { Path = path };
    }

    private LocalizedText Unsigned(DevicePublicKey key) => new(
        $"应答“{Words?.Status}”未由固定的应答公钥 {key.Print} 针对所发批次签名。"
        + "若中枢已更换应答密钥，请用 enroll --answer-key 固定新公钥；否则请检查网络途中是否有人代为应答。",
        $"The answer '{Words?.Status}' is not signed with the pinned answer key {key.Print} for the batch that was sent. "
        + "When the hub has another answer key now, pin that one (enroll --answer-key); else find out who answers in its place.");

    private static LocalizedText Plain(HttpStatusCode code, string? status) =>
        new($"中枢返回 HTTP {(int)code}。", $"The hub answered HTTP {(int)code}{(status is null ? "" : $" '{status}'")}.");
}
