using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CityKit.House.Tests;

/// <summary>
/// Which namespaces (folders) of an assembly name types of which: in bases, signatures, attributes and method bodies. Constants leave
/// no trace in an assembly.
/// </summary>
internal static class NamespaceGraph
{
    internal static IReadOnlyDictionary<string, HashSet<string>> Of(string assemblyFile)
    {
        using var module = ModuleDefinition.ReadModule(assemblyFile);
        var graph = new Dictionary<string, HashSet<string>>();
        foreach (var type in module.GetTypes().Where(IsOwn))
        {
            var from = SpaceOf(type);
            var knows = graph.TryGetValue(from, out var known) ? known : graph[from] = [];
            knows.UnionWith(Named(type).SelectMany(Parts).Where(t => t.Scope == module).Select(SpaceOf)
                .Where(space => space.Length > 0 && space != from));
        }
        return graph;
    }

    // What the compiler and its generators write has no folder.
    private static bool IsOwn(TypeDefinition type) => SpaceOf(type) is { Length: > 0 } space
        && space.StartsWith(nameof(CityKit), StringComparison.Ordinal);

    private static string SpaceOf(TypeReference type) => type.DeclaringType is { } outer ? SpaceOf(outer) : type.Namespace;

    private static IEnumerable<TypeReference?> Named(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. Of(type.GenericParameters),
        .. Of(type.CustomAttributes),
        .. type.Fields.SelectMany(f => Of(f.CustomAttributes).Append(f.FieldType)),
        .. type.Properties.SelectMany(p => Of(p.CustomAttributes)),
        .. type.Methods.SelectMany(Named),
    ];

    private static IEnumerable<TypeReference?> Named(MethodDefinition method) =>
    [
        method.ReturnType,
        .. Of(method.GenericParameters),
        .. Of(method.CustomAttributes),
        .. method.Parameters.SelectMany(p => Of(p.CustomAttributes).Append(p.ParameterType)),
        .. method.HasBody ? Named(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> Named(MethodBody body) =>
    [
        .. body.Variables.Select(v => v.VariableType),
        .. body.ExceptionHandlers.Select(h => h.CatchType),
        .. body.Instructions.SelectMany(i => Operand(i.Operand)),
    ];

    private static IEnumerable<TypeReference?> Operand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [.. method.GenericArguments, .. Operand(method.ElementMethod)],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Of(IEnumerable<GenericParameter> parameters) =>
        parameters.SelectMany(p => p.Constraints.Select(c => c.ConstraintType));

    private static IEnumerable<TypeReference?> Of(IEnumerable<CustomAttribute> attributes) =>
        attributes.SelectMany(a => a.ConstructorArguments.Select(given => given.Value).OfType<TypeReference>().Append(a.AttributeType));

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        IModifierType modified => Parts(modified.ModifierType).Concat(Parts(modified.ElementType)),
        FunctionPointerType pointer => pointer.Parameters.SelectMany(p => Parts(p.ParameterType)).Concat(Parts(pointer.ReturnType)),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
