using System.Text.Json;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>How a command is written in the journal: always the same bytes.</summary>
internal sealed record CommandForm<T>(Action<Utf8JsonWriter, T> Write, Func<CommandMembers, string, T> Read) where T : HubCommand;
