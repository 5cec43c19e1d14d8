using System.CommandLine;

namespace CityKit.Edge.Agent.Commands;

/// <summary>The command line.</summary>
internal static class AgentCommand
{
    /// <summary>The root command.</summary>
    /// <param name="time">The clock of every command.</param>
    internal static RootCommand Create(TimeProvider time) => new("The edge of CityKit: reads pins, judges, keeps, forwards. 边缘代理：读引脚、判断、存储、转发。")
    {
        RunCommand.Create(time),
        CheckCommand.Create(),
        DoctorCommand.Create(time),
        SimulateCommand.Create(time),
        EnrollCommand.Create(),
        ReplaceCommand.Create(time),
        CommissionCommand.Create(time),
        StatusCommand.Create(time),
        MaintenanceCommand.Create(time),
        UpdateCommand.Create(),
        WipeCommand.Create(time),
    };
}
