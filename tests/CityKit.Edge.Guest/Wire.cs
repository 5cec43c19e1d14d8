using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Guest;

/// <summary>What drives one simulated input: its "pull" file.</summary>
internal sealed class Wire(string pullFile) : IDisposable
{
    private readonly SafeFileHandle pull = File.OpenHandle(pullFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    internal void Set(bool high) => RandomAccess.Write(pull, high ? "pull-up"u8 : "pull-down"u8, 0);

    /// <summary>Moves it up and down at a rate, up first.</summary>
    /// <returns>How long that took, in seconds.</returns>
    internal double Toggle(int perSecond, int count)
    {
        var start = Pause.Now;
        for (var i = 0; i < count; i++)
        {
            Pause.Until(start + (i * 1_000_000_000L / perSecond));
            Set(i % 2 == 0);
        }
        return (Pause.Now - start) / 1e9;
    }

    public void Dispose() => pull.Dispose();
}
