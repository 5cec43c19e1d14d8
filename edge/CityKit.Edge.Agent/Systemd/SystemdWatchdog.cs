using System.Globalization;

namespace CityKit.Edge.Agent.Systemd;

/// <summary>
/// The watchdog that systemd asks for in the environment (sd_watchdog_enabled(3)), which Microsoft.Extensions.Hosting.Systemd does not
/// read.
/// </summary>
internal static class SystemdWatchdog
{
    /// <summary>
    /// Gets within what time <c>WATCHDOG=1</c> is expected, again and again; null when it is not, or not of this process.
    /// </summary>
    /// <param name="environment">Reads a variable of the environment.</param>
    /// <param name="processId">This process, to which a watchdog may be bound.</param>
    internal static TimeSpan? Patience(Func<string, string?> environment, int processId)
    {
        var bound = environment("WATCHDOG_PID");
        return bound is null || bound == processId.ToString(CultureInfo.InvariantCulture)
            ? Microseconds(environment("WATCHDOG_USEC")) : null;
    }

    private static TimeSpan? Microseconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? TimeSpan.FromMicroseconds(number) : null;
}
