// Package ecs stands in for Traefik's provider for Amazon's container service, whose client alone takes a minute and more to compile.
package ecs

import (
	"errors"

	"github.com/traefik/traefik/v3/pkg/config/dynamic"
	"github.com/traefik/traefik/v3/pkg/safe"
)

// Provider has no settings, for it cannot be used.
type Provider struct{}

// SetDefaults has nothing to set.
func (*Provider) SetDefaults() {}

// Init refuses to be used.
func (*Provider) Init() error { return errors.New("this build has no ECS provider") }

// Provide provides nothing.
func (*Provider) Provide(chan<- dynamic.Message, *safe.Pool) error { return nil }
