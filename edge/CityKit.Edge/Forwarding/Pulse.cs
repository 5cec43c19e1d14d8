namespace CityKit.Edge.Forwarding;

/// <summary>Notifies everybody who waits that something moved.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next beat.</summary>
    internal Task Next => Volatile.Read(ref next).Task;

    internal void Beat() =>
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
