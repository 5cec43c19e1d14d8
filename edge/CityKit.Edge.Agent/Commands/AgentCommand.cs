using System.CommandLine;

namespace CityKit.Edge.Agent.Commands;

/// <summary>The command line.</summary>
internal static class AgentCommand
{
    /// <summary>The root command.</summary>
    /// <param name="time">The clock of every command.</param>
    /// <param name="edge">The kinds that a configuration may use, and a vendor's own options.</param>
    internal static RootCommand Create(TimeProvider time, EdgeBuilder edge) =>
        new("The edge of CityKit: reads pins, judges, keeps, forwards. 边缘代理：读引脚、判断、存储、转发。")
        {
            RunCommand.Create(time, edge),
            CheckCommand.Create(edge.Kinds),
            DoctorCommand.Create(time, edge.Kinds),
            SimulateCommand.Create(time, edge.Kinds),
            EnrollCommand.Create(edge.Kinds),
            ReplaceCommand.Create(time, edge.Kinds),
            CommissionCommand.Create(time, edge.Kinds),
            StatusCommand.Create(time),
            MaintenanceCommand.Create(time),
            UpdateCommand.Create(),
            WipeCommand.Create(time),
        };
}
