using CityKit.Cases;
using CityKit.Cases.Flow;
using CityKit.Core;
using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>The modules of a hub, in an order in which each comes after those that it needs.</summary>
internal sealed class ModuleCatalogue
{
    /// <summary>The most times that a decision may ask for facts that are missing.</summary>
    internal const int Rounds = 3;

    private readonly Dictionary<string, DeclaredCommand> commandsByName = [];
    private readonly Dictionary<Type, DeclaredCommand> commandsByType = [];
    private readonly Dictionary<string, ModuleQuery> queries = [];
    private readonly Dictionary<string, HashSet<DocumentKind>> owned = [];
    private readonly HashSet<DocumentKind> ownedByHub;
    private readonly Dictionary<string, HashSet<StateKind>> states = [];
    private readonly ILookup<Type, StateFold> folds;

    /// <param name="builtIn">What every hub carries: they change each other's documents.</param>
    /// <param name="others">What a setup adds.</param>
    /// <exception cref="ArgumentException">Two modules have one name, one needs a module that is
    /// not there, or they form a circle.</exception>
    internal ModuleCatalogue(IReadOnlyCollection<ICityModule> builtIn, IReadOnlyCollection<ICityModule> others)
    {
        var all = new List<StateFold>();
        foreach (var module in ModuleOrder.Of([.. builtIn, .. others])) all.AddRange(Add(module));
        ownedByHub = [.. builtIn.SelectMany(module => owned[module.Name])];
        folds = all.ToLookup(fold => fold.Command);
        if (Kinds.GroupBy(k => k.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two modules declare documents of kind '{twice.Key}'.", nameof(others));
    }

    /// <summary>All kinds of documents of the hub.</summary>
    internal List<DocumentKind> Kinds { get; } = [];

    internal List<ModuleTimer> Timers { get; } = [];

    /// <summary>In the order of modules: what one changes, a later one may listen to.</summary>
    internal List<ModuleListener> Listeners { get; } = [];

    /// <summary>The kinds of codes with which anybody may read.</summary>
    internal List<IPublicCode> PublicCodes { get; } = [];

    /// <summary>Who may open what modules keep of persons.</summary>
    internal List<Func<string, string, Actor, IFacts, bool>> Openings { get; } = [];

    /// <summary>The guards and effects that modules bring for profiles.</summary>
    internal FlowWords Words { get; private set; } = FlowWords.None;

    /// <summary>The things of persons that modules have.</summary>
    internal List<PersonalThings> Things { get; } = [];

    internal DeclaredCommand? Command(string name) => commandsByName.GetValueOrDefault(name);

    internal DeclaredCommand? Command(Type type) => commandsByType.GetValueOrDefault(type);

    internal ModuleQuery? Query(string name) => queries.GetValueOrDefault(name);

    /// <summary>The commands that <see cref="ModuleCommand.Parse"/> reads.</summary>
    internal IEnumerable<string> CommandNames =>
        commandsByName.Values.OfType<ModuleCommand>().Select(command => command.Name).Order(StringComparer.Ordinal);

    /// <summary>The commands that modules from outside declare, then all queries, each by name.</summary>
    internal IEnumerable<DeclaredOperation> Operations =>
        [
            .. CommandNames.Select(name => (ModuleCommand)commandsByName[name])
                .Select(command => new DeclaredOperation(command.Name, command.Access) { Schema = command.Schema }),
            .. QueryNames.Select(name => queries[name])
                .Select(query => new DeclaredOperation(query.Name, query.Access) { Parameters = query.Parameters,
                    ContentType = query.ContentType }),
        ];

    internal IEnumerable<string> QueryNames => queries.Keys.Order(StringComparer.Ordinal);

    /// <summary>Begins a decision.</summary>
    /// <param name="module">Who decides; null for the hub itself, which changes the documents of all built-in modules.</param>
    /// <param name="facts">What the group has read.</param>
    /// <param name="changes">The commit so far.</param>
    internal Attempt NewAttempt(string? module, GroupFacts facts, ICommitChanges changes) =>
        new(facts, changes, module is null ? ownedByHub : owned[module], states.GetValueOrDefault(module ?? "") ?? NoStates);

    /// <summary>What a command changes of its module's state.</summary>
    internal IEnumerable<StateFold> FoldsOf(Type command) => folds[command];

    private static HashSet<StateKind> NoStates { get; } = [];

    private List<StateFold> Add(ICityModule module)
    {
        var declaration = new ModuleDeclaration(module.Name);
        module.Declare(declaration);
        owned.Add(module.Name, [.. declaration.Kinds]);
        Kinds.AddRange(declaration.Kinds);
        foreach (var command in declaration.Commands) Add(command);
        foreach (var query in declaration.Queries)
            if (!queries.TryAdd(query.Name, query))
                throw new ArgumentException($"The query '{query.Name}' is declared twice.", nameof(module));
        foreach (var code in declaration.PublicCodes)
            if (PublicCodes.Exists(known => known.Name == code.Name))
                throw new ArgumentException($"The public code '{code.Name}' is declared twice.", nameof(module));
            else PublicCodes.Add(code);
        Openings.AddRange(declaration.Openings);
        Things.AddRange(declaration.Things);
        Words = declaration.Guards.Aggregate(Words, (words, guard) => words.With(guard));
        Words = declaration.Effects.Aggregate(Words, (words, effect) => words.With(effect));
        Timers.AddRange(declaration.Timers);
        if (declaration.Listeners.Find(l => !module.Needs.Any(n => owned[n].Contains(l.Kind))) is { } stranger)
            throw new ArgumentException(
                $"The module '{module.Name}' listens to '{stranger.Kind.Name}' and names no module in Needs that declares it.",
                nameof(module));
        Listeners.AddRange(declaration.Listeners);
        states.Add(module.Name, [.. declaration.Folds.Select(fold => fold.Kind)]);
        if (declaration.Folds.Find(f => declaration.Commands.TrueForAll(c => c.Type != f.Command)) is { } other)
            throw new ArgumentException(
                $"The state '{other.Kind.Name}' follows {other.Command.Name}, which is no command of '{module.Name}'.", nameof(module));
        return declaration.Folds;
    }

    private void Add(DeclaredCommand command)
    {
        if (!commandsByName.TryAdd(command.Name, command) || !commandsByType.TryAdd(command.Type, command))
            throw new ArgumentException($"The command '{command.Name}' or its type is declared twice.", nameof(command));
    }
}
