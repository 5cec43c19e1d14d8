using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CityKit.Modules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.OpenApi;

/// <summary>Describes a hub's API as OpenAPI 3.1: the endpoints that are mapped, and the operations that modules declare.</summary>
/// <param name="root">What all paths begin with, such as <c>/citykit/v1</c>.</param>
/// <param name="operations">What modules declare.</param>
internal sealed partial class ApiDocument(string root, IReadOnlyList<DeclaredOperation> operations)
{
    private const string ByName = "/{module}/{name}";

    private readonly Dictionary<string, DeclaredOperation> queries = operations.Where(o => !o.IsCommand).ToDictionary(o => o.Name);

    /// <summary>The document.</summary>
    /// <param name="endpoints">What is mapped, of this hub or not.</param>
    internal JsonObject Of(IEnumerable<Endpoint> endpoints)
    {
        var paths = new JsonObject();
        foreach (var (method, path, operation) in All(endpoints).OrderBy(o => o.Path, StringComparer.Ordinal).ThenBy(o => o.Method))
        {
            if (paths[path] is null) paths[path] = new JsonObject();
            paths[path]![method] = operation;
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = "CityKit", ["version"] = "v1" },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = root }),
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = Schemas.Shared(),
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject
                    {
                        ["type"] = "apiKey", ["in"] = "header", ["name"] = "CityKit-Key",
                        ["description"] = "A key of AddCityKitKeys. Where the application has its own authentication, that one instead.",
                    },
                },
            },
        };
    }

    /// <summary>The routes of this API that are mapped, such as <c>GET /items/{id}</c>.</summary>
    internal IEnumerable<string> RoutesOf(IEnumerable<Endpoint> endpoints) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
        let pattern = endpoint.RoutePattern.RawText!
        where pattern.StartsWith(root + '/', StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select $"{method} {pattern[root.Length..]}";

    private IEnumerable<(string Method, string Path, JsonObject Operation)> All(IEnumerable<Endpoint> endpoints)
    {
        var mapped = RoutesOf(endpoints).ToHashSet();
        var byName = OperationTable.All.Where(o => o.Route.StartsWith("POST /commands/", StringComparison.Ordinal)).Select(o => o.Route);
        var described = OperationTable.All.ToDictionary(o => o.Route);
        foreach (var route in mapped.Union(byName).Where(route => !route.EndsWith(ByName, StringComparison.Ordinal)))
            yield return Named(route, Describe(described.GetValueOrDefault(route) ?? new Operation(route, "other", route)));
        foreach (var operation in operations)
            yield return Named(RouteOf(operation), Describe(operation));
    }

    private static string RouteOf(DeclaredOperation operation) =>
        operation.IsCommand ? $"POST /commands/{operation.Name}" : $"GET /queries/{operation.Name}";

    private static (string Method, string Path, JsonObject Operation) Named(string route, JsonObject operation)
    {
        var parts = route.Split(' ');
        return (parts[0].ToLowerInvariant(), parts[1], operation);
    }

    private JsonObject Describe(Operation operation)
    {
        var path = PathParameters().Matches(operation.Route).Select(found => Parameter(found.Groups[1].Value, "path", "string", true));
        var own = Schemas.Members(operation.Parameters).Select(p => Parameter(p.Name, "query", p.Type, p.IsNeeded));
        var asked = operation.Query is { } query ? Of(queries[query].Parameters) : [];
        var described = new JsonObject
        {
            ["operationId"] = IdOf(operation.Route), ["tags"] = new JsonArray(operation.Tag), ["summary"] = operation.Summary,
            ["parameters"] = new JsonArray(
                [.. path, .. own, .. asked, .. operation.Rows is null ? [] : PageParameters(), .. Headers(operation)]),
        };
        if (BodyOf(operation) is { } body) described["requestBody"] = body;
        if (operation.IsOpen) described["security"] = new JsonArray();
        described["responses"] = Responses(operation.Rows?.Split(':') is [var rows, var row]
            ? Schemas.Page(rows, row)
            : Schemas.Refer(operation.Answer));
        return described;
    }

    private static JsonObject Describe(DeclaredOperation operation)
    {
        var described = new JsonObject
        {
            ["operationId"] = IdOf(RouteOf(operation)), ["tags"] = new JsonArray(operation.Name.Split('/')[0]),
            ["summary"] = operation.Name,
        };
        if (!operation.Access.Roles.IsEmpty)
            described["description"] = $"For {string.Join(", ", operation.Access.Roles.Select(role => role.Name))}.";
        if (operation.Schema is { } schema) described["requestBody"] = Json(schema.DeepClone());
        else described["parameters"] = new JsonArray([.. Of(operation.Parameters),
            .. operation.ContentType is null ? PageParameters() : []]);
        described["responses"] = operation.ContentType is { } type ? Responses(type, new JsonObject())
            : Responses(operation.IsCommand ? Schemas.Refer("Done") : Schemas.Page("rows", "Any"));
        return described;
    }

    private static JsonObject? BodyOf(Operation operation) => operation switch
    {
        { Members: "[]" } => Json(Schemas.Refer("Commands")),
        { Members: { } members } => Json(Schemas.OfMembers(members)),
        { Media: { } media } => new JsonObject { ["required"] = true, ["content"] = new JsonObject { [media] = new JsonObject() } },
        _ => null,
    };

    private static IEnumerable<JsonNode> Headers(Operation operation)
    {
        if (operation.Route is "POST /items/{id}/commands") yield return Parameter("If-Match", "header", "string", false);
        if (operation.Answer == "Done" && !operation.Route.StartsWith("GET", StringComparison.Ordinal))
            yield return Parameter("Idempotency-Key", "header", "string", false);
    }

    private static IEnumerable<JsonNode> PageParameters() =>
        [Parameter("limit", "query", "integer", false), Parameter("after", "query", "string", false)];

    private static IEnumerable<JsonNode> Of(IEnumerable<QueryParameter> parameters) => parameters.Select(parameter => new JsonObject
    {
        ["name"] = parameter.Name, ["in"] = "query", ["description"] = parameter.What.En, ["schema"] = Schemas.Of(parameter),
    });

    private static JsonObject Parameter(string name, string place, string type, bool isNeeded)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["schema"] = new JsonObject { ["type"] = type } };
        if (isNeeded) parameter["required"] = true;
        return parameter;
    }

    private static JsonObject Responses(JsonNode done) => Responses("application/json", Schema(done));

    private static JsonObject Responses(string type, JsonNode media) => new()
    {
        ["200"] = new JsonObject { ["description"] = "Done.", ["content"] = new JsonObject { [type] = media } },
        ["default"] = new JsonObject
        {
            ["description"] = "Not done, and why.",
            ["content"] = new JsonObject { ["application/problem+json"] = Schema(Schemas.Refer("Problem")) },
        },
    };

    private static JsonObject Json(JsonNode schema) =>
        new() { ["required"] = true, ["content"] = new JsonObject { ["application/json"] = Schema(schema) } };

    private static JsonObject Schema(JsonNode schema) => new() { ["schema"] = schema };

    /// <summary>A name for programs: the route in camel case, such as <c>postItemsIdCommands</c>.</summary>
    private static string IdOf(string route) => string.Concat(Words().Matches(route).Select((word, place) => place == 0
        ? word.Value.ToLowerInvariant()
        : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.Value)));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameters();

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Words();
}
