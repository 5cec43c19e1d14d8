using CityKit.Core.Signing;
using CityKit.Intake;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>
/// Signs the answers of a group together: a signature by itself costs as much as a third of taking a batch in.
/// </summary>
/// <param name="key">The hub's answer key.</param>
/// <param name="address">Where devices may send to; null for where they do.</param>
internal sealed class SignedAnswers(DeviceKey key, Uri? address)
{
    private readonly SignedAddress? owner = address is null ? null : SignedAddress.Sign(address, key);

    /// <summary>The answers, those signed that move an outbox.</summary>
    internal object[] Of(IReadOnlyList<HubInput> inputs, IReadOnlyList<object> answers, HistoryId history)
    {
        var all = answers.ToArray();
        var receipts = new List<(int Place, HubReceipt Receipt)>();
        for (var i = 0; i < all.Length; i++)
            if (inputs[i] is HubInput.Batch batch && all[i] is BatchAnswer answer
                && answer.ReceiptFor(batch.Events.Header, batch.Envelope.Span, history) is { } receipt)
                receipts.Add((i, receipt));
        foreach (var part in receipts.Chunk(AnswerTree.MaxAnswers)) Sign(part, all);
        return all;
    }

    private void Sign((int Place, HubReceipt Receipt)[] part, object[] answers)
    {
        var signed = AnswerTree.Sign([.. part.Select(one => one.Receipt)], key);
        for (var i = 0; i < part.Length; i++)
            answers[part[i].Place] = (BatchAnswer)answers[part[i].Place] with { Receipt = signed[i], Owner = owner };
    }
}
