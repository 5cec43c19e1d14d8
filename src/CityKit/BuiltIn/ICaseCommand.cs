using CityKit.Commands;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>A command that is decided over facts, like those of modules from outside.</summary>
internal interface ICaseCommand
{
    /// <summary>Carries it out, or says why not.</summary>
    CommandAnswer Decide(HubDesks desks, HubCommand command, Asking by, Attempt attempt);

    /// <summary>The answer to a repeat: what the first one was about, as it is now.</summary>
    CommandAnswer Again(HubCommand command, Asking by, IFacts facts);
}
