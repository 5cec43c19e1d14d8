using CityKit.Cases;
using CityKit.Cases.Profiles;
using Stateless;

namespace CityKit.Benchmarks.Cases;

/// <summary>
/// The same table of transitions in Stateless: the state kept outside, a guard on each that asks for the role and, where the table does,
/// for the body. It writes no history and knows no clocks.
/// </summary>
internal sealed class StateMachineRival
{
    private readonly StateMachine<string, string> machine;
    private string state = "";
    private Actor actor = Actor.System;
    private string? body;

    internal StateMachineRival(Profile profile)
    {
        machine = new StateMachine<string, string>(() => state, next => state = next);
        foreach (var row in profile.Transitions.DistinctBy(row => (row.From, row.Command))) Permit(row);
    }

    /// <summary>Fires one command.</summary>
    /// <returns>The state after.</returns>
    internal string Fire(string from, string command, Actor who, string? assignedTo)
    {
        (state, actor, body) = (from, who, assignedTo);
        machine.Fire(command);
        return state;
    }

    private void Permit(Transition row)
    {
        var own = row.Guards.Any(guard => guard.Name == "own");
        var roles = row.Roles.ToArray();
        bool Holds() => roles.Any(actor.Roles.Contains) && (!own || body == actor.Body);
        var from = machine.Configure(row.From);
        if (row.From == row.To) from.PermitReentryIf(row.Command, Holds);
        else from.PermitIf(row.Command, row.To, Holds);
    }
}
