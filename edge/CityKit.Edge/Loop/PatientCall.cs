namespace CityKit.Edge.Loop;

/// <summary>
/// Asks something that may never answer, on a thread of its own and for a second at most. One that still owes an answer is not asked again.
/// </summary>
internal sealed class PatientCall(string what)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private Task? asked;

    /// <returns>What it said; what it threw is thrown.</returns>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    internal T Run<T>(Func<T> ask)
    {
        if (asked is { IsCompleted: false }) throw new TimeoutException($"The {what} still does not answer.");
        var answer = Task.Factory.StartNew(ask, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        asked = answer;
        Task.WaitAny([answer], Patience);
        return answer.IsCompleted
            ? answer.GetAwaiter().GetResult()
            : throw new TimeoutException($"The {what} does not answer within {Patience.TotalSeconds:0} s.");
    }
}
