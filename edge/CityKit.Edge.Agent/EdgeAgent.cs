using CityKit.Core;
using CityKit.Edge.Agent.Commands;
using CityKit.Edge.Devices;
using CityKit.Shared.SqliteProvider;

namespace CityKit.Edge.Agent;

/// <summary>
/// Runs the agent <c>citykit-edge</c> in a program of your own (代理库), with detectors, channels and devices that you add in code.
/// </summary>
/// <remarks>
/// For a vendor with a sensor that the agent does not know; otherwise install the agent and write no code. Call it once, as the program's
/// last line: it runs the command that the arguments name to its end, and what you add has all commands of the agent (<c>check</c>,
/// <c>simulate</c>, <c>run</c>). It loads no plug-ins: what you add is compiled in.
/// </remarks>
/// <example><code>
/// return await EdgeAgent.RunAsync(args, edge => edge
///     .AddDeviceType(new DeviceType("acme-scale", "the scale of Acme", DeviceBus.I2c, DeviceRole.Sensor, openScale)
///     {
///         Addresses = [0x50], Quantities = [DeviceQuantity.Mass],
///     }));
/// </code></example>
public static class EdgeAgent
{
    /// <summary>Runs a command of the agent to its end.</summary>
    /// <param name="args">The program's arguments: <c>run</c>, <c>check</c>, <c>simulate</c> and so on.</param>
    /// <param name="build">Adds kinds and sets options, beside the built-in kinds and the device types of CityKit.Edge.Devices; null for
    /// none.</param>
    /// <returns>The exit code: 0 all well, 1 it worked and found something wrong, 2 it could not do what was asked.</returns>
    /// <exception cref="ArgumentException">A kind of this name exists, or a row contradicts itself.</exception>
    public static async Task<int> RunAsync(string[] args, Action<EdgeBuilder>? build = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        SqliteChoice.Use();
        var edge = new EdgeBuilder().AddDevices();
        build?.Invoke(edge);
        var parsed = AgentCommand.Create(TimeProvider.System, edge).Parse(args);
        foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
        if (parsed.Errors.Count > 0) return ExitCode.CouldNot;
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception wrong) when (wrong is AgentRefusedException or RefusedException or IOException or UnauthorizedAccessException
            or System.Security.Cryptography.CryptographicException)
        {
            Console.Error.WriteLine(wrong.Message);
            return ExitCode.CouldNot;
        }
    }
}
