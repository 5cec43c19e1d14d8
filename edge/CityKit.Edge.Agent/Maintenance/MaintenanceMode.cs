using CityKit.Core;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Agent.Maintenance;

/// <summary>
/// Maintenance mode (维护模式) of the running agent: events are marked <see cref="EventFlags.Test"/>, so they are recorded and open no lead. It
/// ends by itself, by the monotonic clock, so that neither a forgotten technician nor a stepped clock leaves a device deaf.
/// </summary>
internal sealed class MaintenanceMode : IDisposable
{
    private readonly Lock gate = new();
    private readonly MaintenanceFile file;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ITimer timer;
    private MaintenanceSpan? span;
    private long begun;
    private TimeSpan left;
    private bool told;

    public MaintenanceMode(MaintenanceFile file, TimeProvider time, ILogger<MaintenanceMode> logger)
    {
        (this.file, this.time, this.logger) = (file, time, logger);
        timer = time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Reload();
    }

    /// <summary>The marks for an event now.</summary>
    internal EventFlags Marks => Left > TimeSpan.Zero ? EventFlags.Test : EventFlags.None;

    /// <summary>How much longer it lasts; zero when it is off.</summary>
    internal TimeSpan Left
    {
        get { lock (gate) return Left_NeedsLock(); }
    }

    /// <summary>Reads the file again.</summary>
    internal void Reload()
    {
        lock (gate)
        {
            span = file.Read();
            begun = time.GetTimestamp();
            left = span?.LeftAt(Instant.FromDateTimeOffset(time.GetUtcNow())).ToTimeSpan() ?? TimeSpan.Zero;
            Wake_NeedsLock();
            Tell_NeedsLock();
        }
    }

    public void Dispose() => timer.Dispose();

    private TimeSpan Left_NeedsLock()
    {
        if (left == TimeSpan.Zero) return left;
        var now = left - time.GetElapsedTime(begun);
        return now > TimeSpan.Zero ? now : TimeSpan.Zero;
    }

    /// <summary>Wakes when it is over: rounded up to the timer's milliseconds, and again if a timer of coarse ticks came early.</summary>
    private void Wake_NeedsLock()
    {
        var due = Left_NeedsLock();
        timer.Change(due > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds)) : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>The file goes too; on a disk that refuses it is there until then, over.</summary>
    private void End()
    {
        lock (gate)
        {
            if (Left_NeedsLock() > TimeSpan.Zero)
            {
                Wake_NeedsLock();
                return;
            }
            left = TimeSpan.Zero;
            Tell_NeedsLock();
            try
            {
                file.Remove();
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                AgentLog.MaintenanceFileStays(logger, file.Path, refused.Message);
            }
        }
    }

    private void Tell_NeedsLock()
    {
        var on = left > TimeSpan.Zero;
        if (on) AgentLog.MaintenanceOn(logger, (long)Math.Ceiling(left.TotalSeconds));
        else if (told) AgentLog.MaintenanceOff(logger);
        told = on;
    }
}
