using System.Net;
using CityKit.Cases;
using CityKit.Core;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>The budget of commands that come several in one request, or by their names.</summary>
internal interface ICommandBudget
{
    /// <summary>Uses one command of an actor.</summary>
    /// <returns>Why not; null when there was one.</returns>
    Refusal? UseCommand(Actor actor);

    /// <summary>Uses one report of an actor; only persons of the public have a budget of those.</summary>
    /// <returns>Why not; null when there was one.</returns>
    Refusal? UseReport(Actor actor);

    /// <summary>Uses one report of an address whose sender has not signed in.</summary>
    /// <returns>Why not: there was none, or the host takes no such reports; null when there was one.</returns>
    Refusal? UseAnonymousReport(IPAddress? address);
}
