using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using CityKit.Cases;
using CityKit.Cases.Flow;
using CityKit.Core;
using CityKit.Documents;
using NodaTime;

namespace CityKit.Modules;

/// <summary>Collects what a module brings: documents, commands, timers, listeners and queries.</summary>
/// <remarks>
/// <see cref="ICityModule.Declare"/> gets it, once for a hub, before the hub starts. A name that does not start with the module's is an
/// <see cref="ArgumentException"/> at once; one that is taken is refused when the hub is made. What is declared here cannot be changed
/// while the hub runs. HTTP, OpenAPI and the client show every command and query without further code.
/// </remarks>
/// <example><code>
/// declaration
///     .Documents(Booking.Kind)
///     .Command("parking/book", json, Access.For(DataClass.Personal, Role.Resident), book) // json: source-generated
///     .Timer(Booking.Kind, Booking.Ends, end)
///     .Query("parking/bay", Booking.Kind, Access.For(DataClass.Personal),
///         (arguments, asking) => Booking.Kind.Query().Where(Booking.Bay, arguments.Text("bay") ?? ""),
///         write, QueryParameter.Text("bay", "which bay", "车位"));
/// </code></example>
public sealed partial class ModuleDeclaration
{
    private readonly string module;

    internal ModuleDeclaration(string module) => this.module = module;

    internal List<DocumentKind> Kinds { get; } = [];

    internal List<DeclaredCommand> Commands { get; } = [];

    internal List<StateFold> Folds { get; } = [];

    internal List<ModuleTimer> Timers { get; } = [];

    internal List<ModuleListener> Listeners { get; } = [];

    internal List<ModuleQuery> Queries { get; } = [];

    internal List<IPublicCode> PublicCodes { get; } = [];

    internal List<Func<string, string, Actor, IFacts, bool>> Openings { get; } = [];

    internal List<PersonalThings> Things { get; } = [];

    internal List<Guard> Guards { get; } = [];

    internal List<Effect> Effects { get; } = [];

    /// <summary>A kind of documents; its name starts with the module's.</summary>
    public ModuleDeclaration Documents(DocumentKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (!kind.Name.StartsWith(module + '_', StringComparison.Ordinal)) throw Wrong(kind.Name, $"start with '{module}_'", nameof(kind));
        Kinds.Add(kind);
        return this;
    }

    /// <summary>A command.</summary>
    /// <param name="name">What the journal and HTTP know it by: the module's name, '/', and 1 to 32 of a-z, 0-9, '-'.</param>
    /// <param name="json">How it is written; what cannot be written and read back is refused at the door.</param>
    /// <param name="access">Who may give it.</param>
    /// <param name="decide">Carries it out, or says why not. Pure: see <see cref="IFacts"/>.</param>
    /// <param name="text">
    /// Where it holds what a person wrote in words of their own (<see cref="PersonalText{T}"/>) or what is kept of one
    /// (<see cref="PersonalText{T}.OfPerson"/>), which is kept apart; null for nowhere. Anything else of a person must not be in it.
    /// </param>
    /// <param name="names">Where it names persons and their things.</param>
    public ModuleDeclaration Command<T>(string name, JsonTypeInfo<T> json, Access access,
        Func<T, Actor, IFacts, IChanges, Refusal?> decide, PersonalText<T>? text = null, params ReadOnlySpan<PersonalName<T>> names)
        where T : HubCommand
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(decide);
        CheckPublic(name);
        PersonalName[] named = [.. names];
        if (text?.Person is { } person && !named.Contains(person)) named = [.. named, person];
        Commands.Add(new ModuleCommand<T>(name, module, json, access, decide, text) { Names = named });
        return this;
    }

    /// <summary>
    /// Completes a command that is declared already before it is journalled, with what has to be looked at outside of the hub, such as
    /// whether a signature is right, or says why it is refused. What it puts into the command is journalled, so that a replay asks nobody;
    /// what a caller wrote there itself does not count. It is asked for those who may give the command, and before a text is taken out.
    /// </summary>
    /// <param name="prepare">Takes the command, the actor as the caller named him, and the hub's clock.</param>
    /// <param name="isSame">
    /// Whether a command as a caller gives it is one with its id that was journalled: that is answered as done and not looked at again.
    /// Compare what neither the hub nor the module replaces.
    /// </param>
    /// <exception cref="ArgumentException">The module has declared no such command.</exception>
    public ModuleDeclaration Prepare<T>(
        Func<T, Actor, Instant, CancellationToken, ValueTask<(T? Command, Refusal? Refusal)>> prepare, Func<T, T, bool> isSame)
        where T : HubCommand
    {
        ArgumentNullException.ThrowIfNull(prepare);
        ArgumentNullException.ThrowIfNull(isSame);
        if (Commands.OfType<ModuleCommand<T>>().FirstOrDefault() is not { } declared)
            throw new ArgumentException($"Declare {typeof(T).Name} with Command before.", nameof(prepare));
        (declared.Prepare, declared.IsSame) = (prepare, isSame);
        return this;
    }

    /// <summary>
    /// Says where in a city of many partitions a command that is declared already belongs; the city's own partition where this is not
    /// called. A hub that is the whole city does not ask.
    /// </summary>
    /// <param name="route">Takes the command as the caller gave it. What a module decides together has to be in one partition.</param>
    /// <exception cref="ArgumentException">The module has declared no such command.</exception>
    public ModuleDeclaration Route<T>(Func<T, CommandRoute> route) where T : HubCommand
    {
        ArgumentNullException.ThrowIfNull(route);
        if (Commands.Find(command => command.Type == typeof(T)) is not { } declared)
            throw new ArgumentException($"Declare {typeof(T).Name} with Command before.", nameof(route));
        declared.Route = command => route((T)command);
        return this;
    }

    /// <summary>
    /// Says who may open what the module keeps of persons (<see cref="PersonalText{T}.OfPerson"/>). The hub notes who reads what and what
    /// for before anything is opened, and the person can read that; a person may always open their own.
    /// </summary>
    /// <param name="mayOpen">Takes the record's id, the purpose, who asks and facts; true when the record is the module's and this actor
    /// may open it for this purpose. Pure: see <see cref="IFacts"/>.</param>
    public ModuleDeclaration Opens(Func<string, string, Actor, IFacts, bool> mayOpen)
    {
        ArgumentNullException.ThrowIfNull(mayOpen);
        Openings.Add(mayOpen);
        return this;
    }

    /// <summary>
    /// Says whose the things are that commands name (<see cref="PersonalName{T}.OfThing"/>): they are erased with the person.
    /// </summary>
    /// <param name="kind">A kind of the module's own.</param>
    /// <param name="person">An index of the person's subject.</param>
    /// <param name="thing">The thing's subject.</param>
    public ModuleDeclaration ThingsOf<T>(DocumentKind<T> kind, DocumentIndex<T> person, Func<T, string> thing) where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(thing);
        Things.Add(new PersonalThings<T>(kind, person, thing));
        return this;
    }

    /// <summary>A guard in code (守卫条件): profiles that declare its name under <c>guards</c> can use it.</summary>
    public ModuleDeclaration Guard(Guard guard)
    {
        ArgumentNullException.ThrowIfNull(guard);
        Guards.Add(guard);
        return this;
    }

    /// <summary>An effect in code (附加动作): profiles that declare its name under <c>effects</c> can use it.</summary>
    public ModuleDeclaration Effect(Effect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        Effects.Add(effect);
        return this;
    }

    /// <summary>Lets a command of the module's own that was carried out change one piece of state.</summary>
    /// <param name="kind">The state; its name starts with the module's.</param>
    /// <param name="key">Which piece: 1 to 256 characters.</param>
    /// <param name="next">The piece as it is after the command, from the piece before (null when there is none), the command and the hub's
    /// clock. It sees nothing else, as it is done again after a kill.</param>
    public ModuleDeclaration State<TCommand, T>(StateKind<T> kind, Func<TCommand, string> key, Func<T?, TCommand, Instant, T> next)
        where TCommand : HubCommand where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(next);
        if (!kind.Name.StartsWith(module + '_', StringComparison.Ordinal)) throw Wrong(kind.Name, $"start with '{module}_'", nameof(kind));
        Folds.Add(new StateFold<TCommand, T>(kind, key, next));
        return this;
    }

    /// <summary>Does something when a document falls due by the hub's clock.</summary>
    /// <param name="kind">A kind of the module's own.</param>
    /// <param name="due">When it falls due: an order
    /// (<see cref="DocumentIndex{T}.Order(string, Func{T, Instant?})"/>); no value, no timer.</param>
    /// <param name="decide">Takes the document that fell due and puts it with another due time or
    /// none. Pure: see <see cref="IFacts"/>.</param>
    public ModuleDeclaration Timer<T>(DocumentKind<T> kind, DocumentIndex<T> due, Action<T, IFacts, IChanges> decide) where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(due);
        ArgumentNullException.ThrowIfNull(decide);
        if (!due.IsOrder || due.Type != IndexType.Instant)
            throw new ArgumentException(
                $"'{due.Name}' is no order of moments: declare it with DocumentIndex.Order.", nameof(due));
        Timers.Add(new ModuleTimer<T>(kind, due, module, decide));
        return this;
    }

    /// <summary>Does something whenever a document of a module that it needs has changed, in the same commit.</summary>
    /// <param name="kind">The other module's kind.</param>
    /// <param name="decide">Takes the document as it is now. Pure: see <see cref="IFacts"/>.</param>
    public ModuleDeclaration OnChange<T>(DocumentKind<T> kind, Action<T, IFacts, IChanges> decide) where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(decide);
        Listeners.Add(new ModuleListener<T>(kind, module, decide));
        return this;
    }

    /// <summary>A query that people and systems may ask by its name.</summary>
    /// <param name="name">The module's name, '/', and 1 to 32 of a-z, 0-9, '-'.</param>
    /// <param name="kind">What it finds.</param>
    /// <param name="access">Who may ask it.</param>
    /// <param name="build">
    /// Makes the query of the caller's arguments. A kind with a <see cref="ScopeIndex"/> is narrowed to what the caller's roles reach; of
    /// another, narrow it here.
    /// </param>
    /// <param name="write">Writes one row as a JSON object.</param>
    /// <param name="parameters">What it takes; other arguments are refused.</param>
    public ModuleDeclaration Query<T>(string name, DocumentKind<T> kind, Access access,
        Func<QueryArguments, Actor, DocumentQuery<T>> build, Action<Utf8JsonWriter, T> write,
        params ReadOnlySpan<QueryParameter> parameters) where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(write);
        CheckPublic(name);
        var isScoped = kind.Indexes.Any(index => index.Name == ScopeIndex.Name);
        Queries.Add(new ModuleQuery<T>(name, access, parameters.ToArray(), (arguments, view) => isScoped
            ? ScopeIndex.Narrow(build(arguments, view.Actor), view.Reach, access.Roles.IsEmpty ? view.Actor.Roles : access.Roles)
            : build(arguments, view.Actor), (writer, row, _) => write(writer, row)));
        return this;
    }

    /// <summary>
    /// A query that is answered in one piece, from what the module has beside the hub's documents: a map, a picture. It changes nothing and
    /// is not journalled.
    /// </summary>
    /// <param name="name">The module's name, '/', and 1 to 32 of a-z, 0-9, '-'.</param>
    /// <param name="access">Who may ask it.</param>
    /// <param name="contentType">What the piece is, such as <c>application/geo+json</c>.</param>
    /// <param name="answer">
    /// Takes the arguments and the actor, and gives <see cref="QueryAnswer.Of"/> or <see cref="QueryAnswer.Refused"/>. An argument that
    /// cannot be read refuses the query whatever it gives.
    /// </param>
    /// <param name="parameters">What it takes; other arguments are refused.</param>
    public ModuleDeclaration Content(string name, Access access, string contentType,
        Func<QueryArguments, Actor, CancellationToken, ValueTask<QueryAnswer>> answer, params ReadOnlySpan<QueryParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        CheckPublic(name);
        Queries.Add(new ContentQuery(name, access, contentType, parameters.ToArray(), answer));
        return this;
    }

    /// <summary>A query of a built-in module.</summary>
    internal ModuleDeclaration Own(ModuleQuery query)
    {
        Queries.Add(query);
        return this;
    }

    /// <summary>A kind of code with which anybody may read something without signing in.</summary>
    public ModuleDeclaration PublicCode(IPublicCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (!NameRule().IsMatch(code.Name)) throw Wrong(code.Name, "be 1 to 32 of a-z, 0-9, '-'", nameof(code));
        PublicCodes.Add(code);
        return this;
    }

    /// <summary>Documents of a built-in module, whose names are older than the rule for names.</summary>
    internal ModuleDeclaration Own(DocumentKind kind)
    {
        Kinds.Add(kind);
        return this;
    }

    /// <summary>A command of a built-in module.</summary>
    internal ModuleDeclaration Own(DeclaredCommand command)
    {
        Commands.Add(command);
        return this;
    }

    private void CheckPublic(string name)
    {
        if (name is null || !name.StartsWith(module + '/', StringComparison.Ordinal) || !NameRule().IsMatch(name.AsSpan(module.Length + 1)))
            throw Wrong(name, $"be '{module}/' and 1 to 32 of a-z, 0-9, '-'", nameof(name));
    }

    private static ArgumentException Wrong(string? name, string must, string parameter) => new($"'{name}' must {must}. 名称无效。", parameter);

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex NameRule();
}
