namespace CityKit.Edge.Devices.Opened;

/// <summary>
/// One configured device: opened at its first use, closed when it fails, opened again after a pause that doubles. For the thread of its
/// bus; what it says of itself is for any thread.
/// </summary>
internal sealed class DeviceSlot(DeviceConfiguration configuration, TimeProvider time, Action<IDevice>? opened = null) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private IDevice? device;
    private long failedAt;
    private TimeSpan pause;
    private volatile string? why;
    private volatile bool isOpen;

    internal DeviceConfiguration Configuration => configuration;

    /// <summary>Why it cannot be used; null when it can, or was never tried.</summary>
    internal string? Why => why;

    internal bool IsOpen => isOpen;

    /// <summary>Uses the device. Whatever it throws is its own failure, and nobody else's.</summary>
    /// <returns>False when it could not be used.</returns>
    internal bool TryUse(Action<IDevice> use)
    {
        if (device is null && pause > TimeSpan.Zero && time.GetElapsedTime(failedAt) < pause) return false;
        try
        {
            use(device ??= Open());
            (pause, why, isOpen) = (TimeSpan.Zero, null, true);
            return true;
        }
        catch (Exception failed) // bindings throw whatever they like when a device is unplugged
        {
            Fail(failed);
            return false;
        }
    }

    /// <summary>Closes the device.</summary>
    public void Dispose()
    {
        isOpen = false;
        var closing = device;
        device = null;
        try
        {
            closing?.Dispose();
        }
        catch (Exception failed) // some write to the device as they are disposed
        {
            why = failed.Message;
        }
    }

    private IDevice Open()
    {
        var made = configuration.Type.Open(configuration);
        try
        {
            opened?.Invoke(made);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private void Fail(Exception failed)
    {
        Dispose();
        why = failed.Message;
        failedAt = time.GetTimestamp();
        pause = pause == TimeSpan.Zero ? FirstPause : pause * 2 > LongestPause ? LongestPause : pause * 2;
    }
}
