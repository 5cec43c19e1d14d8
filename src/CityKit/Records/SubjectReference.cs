using CityKit.Cases;

namespace CityKit.Records;

/// <summary>By what a subject is known outside of the hub: each kind has names of its own.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name.</param>
internal readonly record struct SubjectReference(SubjectReference.Of Kind, string Name)
{
    /// <summary>What a subject is.</summary>
    internal enum Of
    {
        /// <summary>A person of the public, by account.</summary>
        Person,

        /// <summary>A household.</summary>
        Household,

        /// <summary>What only concerns one matter, such as the reasons of an item's steps; nobody is known by it.</summary>
        Matter,
    }

    /// <summary>Whether a record says whose the subject is.</summary>
    internal bool HasIdentity => Kind != Of.Matter;

    internal static SubjectReference Person(string account) => new(Of.Person, account);

    internal static SubjectReference Household(string reference) => new(Of.Household, reference);

    internal static SubjectReference Matter(string name) => new(Of.Matter, name);

    /// <summary>The reasons of an item's steps.</summary>
    internal static SubjectReference Matter(WorkItemId item) => Matter($"item/{item}");

    /// <summary>What is hashed to find the subject.</summary>
    public override string ToString() => $"{Kind}|{Name}";
}
