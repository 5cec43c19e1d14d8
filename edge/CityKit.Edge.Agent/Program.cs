using CityKit.Core;
using CityKit.Edge.Agent;
using CityKit.Edge.Agent.Commands;
using CityKit.Shared.SqliteProvider;

SqliteChoice.Use();
var parsed = AgentCommand.Create(TimeProvider.System).Parse(args);
foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
if (parsed.Errors.Count > 0) return ExitCode.CouldNot;
try
{
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception wrong) when (wrong is AgentRefusedException or RefusedException or IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
{
    Console.Error.WriteLine(wrong.Message);
    return ExitCode.CouldNot;
}
