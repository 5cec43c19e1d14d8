using CityKit.Shared.SqliteProvider;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent;

internal static partial class AgentLog
{
    [LoggerMessage(100, LogLevel.Information,
        "Ready: device {Device}, {Lines} lines, {Sensors} sensors, {Away} lines and outputs away, key {Fingerprint}, SQLite {Sqlite}.")]
    internal static partial void Ready(ILogger logger, Core.DeviceId device, int lines, int sensors, int away, string fingerprint,
        SqliteVersion sqlite);

    [LoggerMessage(101, LogLevel.Information, "Stops: what was judged is being committed.")]
    internal static partial void Stops(ILogger logger);

    [LoggerMessage(102, LogLevel.Warning, "Maintenance mode is on for another {Seconds} s: events are marked as tests and open no lead.")]
    internal static partial void MaintenanceOn(ILogger logger, long seconds);

    [LoggerMessage(103, LogLevel.Information, "Maintenance mode is off: events count.")]
    internal static partial void MaintenanceOff(ILogger logger);

    [LoggerMessage(104, LogLevel.Warning, "Maintenance is over, but {Path} cannot be removed: {Why}")]
    internal static partial void MaintenanceFileStays(ILogger logger, string path, string why);

    [LoggerMessage(105, LogLevel.Critical, "The loop has judged nothing for {Elapsed}; the watchdog is not fed.")]
    internal static partial void LoopStands(ILogger logger, TimeSpan elapsed);

    [LoggerMessage(106, LogLevel.Warning, "Nobody can ask for the status: {Why}")]
    internal static partial void NoStatus(ILogger logger, string why);

    [LoggerMessage(107, LogLevel.Warning, "Simulated pins: {Line}: {Why}")]
    internal static partial void SimulationRefused(ILogger logger, string line, string why);

    [LoggerMessage(108, LogLevel.Warning, "systemd is not notified: {Why}")]
    internal static partial void NotNotified(ILogger logger, string why);

    [LoggerMessage(109, LogLevel.Warning, "Output {Output} is away ({Why}); it is tried again whenever it is switched.")]
    internal static partial void OutputAway(ILogger logger, string output, string why);
}
