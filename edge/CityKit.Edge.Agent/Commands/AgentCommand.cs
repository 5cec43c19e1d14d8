using System.CommandLine;

namespace CityKit.Edge.Agent.Commands;

/// <summary>The command line.</summary>
internal static class AgentCommand
{
    /// <summary>The root command.</summary>
    internal static RootCommand Create() => new("The edge of CityKit: reads pins, judges, keeps, forwards. 边缘代理：读引脚、判断、存储、转发。")
    {
        RunCommand.Create(),
        CheckCommand.Create(),
        DoctorCommand.Create(),
        SimulateCommand.Create(),
        EnrollCommand.Create(),
        ReplaceCommand.Create(),
        StatusCommand.Create(),
        MaintenanceCommand.Create(),
        WipeCommand.Create(),
    };
}
