using CityKit.Components.Registry;

namespace CityKit.Components.Nearest;

/// <summary>A set of component classes to look for (分类筛选), and of states if wanted. Immutable; make it once and use it often.</summary>
/// <remarks>Classes of 5 digits are those of ids of 17 digits, classes of 4 those of ids of 16, classes of an own scheme those of its ids.
/// A whole major class of the national standards: <see cref="OfMajors"/>.</remarks>
public sealed class ClassFilter
{
    private const long Sequences = 1_000_000;
    private const long OwnSequences = 10_000_000;
    private const int Newer = 100_000;
    private const int Older = 10_000;

    private readonly ulong[] newer;
    private readonly ulong[] older;
    private readonly HashSet<long>? own; // the ids' numbers without their sequences; null: all
    private readonly int states;

    private ClassFilter(HashSet<long>? own) : this(new ulong[Newer / 64 + 1], new ulong[Older / 64 + 1], own, ~0) { }

    private ClassFilter(ulong[] newer, ulong[] older, HashSet<long>? own, int states) =>
        (this.newer, this.older, this.own, this.states) = (newer, older, own, states);

    /// <summary>Every class, also of own schemes; for a filter of states alone.</summary>
    public static ClassFilter Any { get; } = new ClassFilter(own: null).WithMajors([.. Enumerable.Range(1, 99)]);

    /// <summary>The components of some classes.</summary>
    /// <exception cref="ArgumentException">There is no class, or one is not a component class of a national standard or an own
    /// scheme.</exception>
    public static ClassFilter Of(params ReadOnlySpan<ClassKey> classes)
    {
        if (classes.IsEmpty)
            throw new ArgumentException("A filter names at least one class; without a filter every class is found.", nameof(classes));
        var filter = new ClassFilter([]);
        foreach (var key in classes) filter.Add(key);
        return filter;
    }

    /// <summary>
    /// The components of some major classes (大类) of the national standards, of both id forms. Own schemes number otherwise: name their
    /// classes.
    /// </summary>
    /// <param name="majors">Major classes, 1 to 99.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not 1 to 99.</exception>
    public static ClassFilter OfMajors(params ReadOnlySpan<int> majors) => new ClassFilter([]).WithMajors(majors);

    /// <summary>Whether a component is of one of the classes, whatever its state.</summary>
    public bool Contains(ComponentId id) => id != default && ContainsDigits(id.ToInt64());

    /// <summary>The same classes, but only components in one of these states: the nearest hydrant that is intact.</summary>
    /// <exception cref="ArgumentException">There is no state, or one that the standard does not know.</exception>
    public ClassFilter InStates(params ReadOnlySpan<ComponentState> states)
    {
        var bits = 0;
        foreach (var state in states)
            bits |= state.ToTerm().Length > 0 ? 1 << (int)state : throw new ArgumentException($"{(int)state} is no state.", nameof(states));
        return bits == 0
            ? throw new ArgumentException("Name at least one state.", nameof(states))
            : new ClassFilter(newer, older, own, bits);
    }

    internal bool Contains(in IndexEntry entry) => (states >> entry.State & 1) != 0 && ContainsDigits(entry.Digits);

    /// <summary>Whether removed components are asked for: only when their state is named.</summary>
    internal bool NamesRemoved => states != ~0 && (states >> (int)ComponentState.Removed & 1) != 0;

    /// <summary>Whether a component of that id and state is asked for.</summary>
    internal bool Contains(ComponentId id, ComponentState state) =>
        Contains(id) && (states == ~0 ? state != ComponentState.Removed : (states >> (int)state & 1) != 0);

    private bool ContainsDigits(long digits) => digits switch
    {
        >= ComponentId.FirstOwn => own is null || own.Contains(digits / OwnSequences),
        >= ComponentId.SmallestOfSeventeen => IsSet(newer, (int)(digits / Sequences % Newer)),
        _ => IsSet(older, (int)(digits / Sequences % Older)),
    };

    private ClassFilter WithMajors(ReadOnlySpan<int> majors)
    {
        foreach (var major in majors)
        {
            if (major is < 1 or > 99) throw new ArgumentOutOfRangeException(nameof(majors), major, "A major class is 1 to 99.");
            for (var minor = 0; minor < 1_000; minor++) Set(newer, major * 1_000 + minor);
            for (var minor = 0; minor < 100; minor++) Set(older, major * 100 + minor);
        }
        return this;
    }

    private void Add(ClassKey key)
    {
        if (key.Kind != ClassKind.Component || key.Standard.CodeLength == 0)
            throw new ArgumentException($"'{key}' is not a component class of a national standard or an own scheme.",
                nameof(key));
        if (key.Standard.Scheme is var scheme && scheme != default) own!.Add(ComponentId.Of(scheme, key.Code, 1).ToInt64() / OwnSequences);
        else Set(key.Code.Length == 5 ? newer : older, int.Parse(key.Code, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void Set(ulong[] bits, int at) => bits[at >> 6] |= 1UL << at;

    private static bool IsSet(ulong[] bits, int at) => (bits[at >> 6] >> at & 1) != 0;
}
