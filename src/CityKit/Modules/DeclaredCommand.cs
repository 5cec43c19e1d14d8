using System.Text.Json;

namespace CityKit.Modules;

/// <summary>A command as a module declares it: what the journal knows it by, how it is written there, who may give it.</summary>
internal abstract class DeclaredCommand(string name, string module, Type type, Access access, PersonalText? text = null)
{
    internal string Name => name;

    internal string Module => module;

    internal Type Type => type;

    internal Access Access => access;

    /// <summary>Where it holds what a person wrote in words of their own; null for nowhere.</summary>
    internal PersonalText? Text => text;

    /// <summary>Where it holds a second such text; null for nowhere.</summary>
    internal PersonalText? Also { get; init; }

    /// <summary>Where it names persons and their things.</summary>
    internal IReadOnlyList<PersonalName> Names { get; init; } = [];

    /// <summary>
    /// Where in a city of many partitions a command of it belongs; null where its module does not say, and for built-in ones, which
    /// the table of built-in routes knows.
    /// </summary>
    internal Func<HubCommand, CommandRoute>? Route { get; set; }

    /// <summary>Whether it changes what the inputs after it are decided by, and so makes a group of its own.</summary>
    internal virtual bool IsAlone => false;

    /// <summary>Writes what comes after its name.</summary>
    internal abstract void Write(Utf8JsonWriter writer, HubCommand command);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="entry">The whole entry.</param>
    /// <param name="id">The command's id.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    internal abstract HubCommand Read(JsonElement entry, string id);
}
