using CityKit.Cases;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>A query that is answered in one piece, from what the module has itself.</summary>
/// <param name="name">Its name.</param>
/// <param name="access">Who may ask it.</param>
/// <param name="contentType">What the piece is.</param>
/// <param name="parameters">What it takes.</param>
/// <param name="answer">Answers it.</param>
internal sealed class ContentQuery(string name, Access access, string contentType, IReadOnlyList<QueryParameter> parameters,
    Func<QueryArguments, Actor, CancellationToken, ValueTask<QueryAnswer>> answer) : ModuleQuery(name, access, parameters)
{
    internal override string? ContentType => contentType;

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (arguments.Refusal is { } unknown) return QueryAnswer.Refused(unknown);
        var answered = await answer(arguments, view.Actor, cancellationToken).ConfigureAwait(false);
        return arguments.Refusal is { } unread ? QueryAnswer.Refused(unread) : answered;
    }
}
