using CityKit.Core.Signing;

namespace CityKit.Intake;

/// <summary>
/// Signs the answers of a hub: what waits while one signature is made is signed together by the next. A signature costs as much as a third
/// of taking a batch in; the answers of one commit come all at once.
/// </summary>
internal sealed class ReceiptSigner(DeviceKey key)
{
    private readonly Lock gate = new();
    private List<Waiting> waiting = [];
    private bool isSigning;

    private readonly record struct Waiting(HubReceipt Answer, TaskCompletionSource<SignedReceipt> Signed);

    /// <summary>The answer with the hub's signature.</summary>
    internal Task<SignedReceipt> SignAsync(HubReceipt answer)
    {
        var signed = new TaskCompletionSource<SignedReceipt>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add(new Waiting(answer, signed));
            if (isSigning) return signed.Task;
            isSigning = true;
        }
        _ = Task.Run(SignAll);
        return signed.Task;
    }

    private void SignAll()
    {
        for (var all = Take(); all.Count > 0; all = Take())
            foreach (var part in all.Chunk(AnswerTree.MaxAnswers)) Sign(part);
    }

    private List<Waiting> Take()
    {
        lock (gate)
        {
            var taken = waiting;
            waiting = [];
            isSigning = taken.Count > 0;
            return taken;
        }
    }

    private void Sign(Waiting[] part)
    {
        try
        {
            var signed = AnswerTree.Sign([.. part.Select(one => one.Answer)], key);
            for (var i = 0; i < part.Length; i++) part[i].Signed.SetResult(signed[i]);
        }
        catch (Exception failed)
        {
            foreach (var one in part) one.Signed.TrySetException(failed);
        }
    }
}
