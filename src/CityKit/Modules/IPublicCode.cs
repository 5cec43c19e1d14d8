using System.Text.Json;

namespace CityKit.Modules;

/// <summary>
/// A kind of code with which anybody may read something without signing in (公开查询码): the follow code of a report, a code of trust, a
/// shared fund. A module declares it with <see cref="ModuleDeclaration.PublicCode"/>; the hub makes the codes, reads them, and counts wrong
/// ones. What it writes is of <see cref="DataClass.Public"/> alone: nothing of a person, no place that is more exact than the street.
/// </summary>
public interface IPublicCode
{
    /// <summary>Its name, which is in the address: 1 to 32 of a-z, 0-9, '-'. One hub has each name once.</summary>
    string Name { get; }

    /// <summary>Looks up what a code stands for. A wrong code stands for an id that nothing has.</summary>
    /// <param name="id">The id that the code was made of.</param>
    /// <param name="facts">What may be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Writes the members of the answer; null when there is nothing, or its time is over: both look the same.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    ValueTask<Action<Utf8JsonWriter>?> FindAsync(UInt128 id, PublicFacts facts, CancellationToken cancellationToken);
}
